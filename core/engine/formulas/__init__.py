"""Textbook functions of plain arrays, each with a section in docs/method.md."""
