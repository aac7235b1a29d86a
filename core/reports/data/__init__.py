"""Data: the rows of a table, where figures come from, and how columns of a source were matched."""
