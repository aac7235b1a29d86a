"""Sensitivity: one input at a time, switching values and the standing tests."""
