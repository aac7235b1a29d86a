"""The columns of the tables: their published schema, what each means, and an example of each."""
