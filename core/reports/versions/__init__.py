"""Programmes and their versions: history, assurance and what moved between two."""
