"""Commands of python -m core that are longer than a few lines."""
