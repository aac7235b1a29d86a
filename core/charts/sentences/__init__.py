"""Titles and plain sentences, worked out from the figures. Plain text: escape it before it goes into Markdown."""
