"""A place folder: its tables and the case folders of its programmes, read and checked."""
