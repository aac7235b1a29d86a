"""Reads: load a version, calculate, and return a tidy table with named columns."""
