"""The flat table of figures for spreadsheets and tools: one row a figure, with a schema that says what each column means."""
