"""Copies of a whole store from one place to another, with every sum compared."""
