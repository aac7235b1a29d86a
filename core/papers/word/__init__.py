"""Papers as Word files: real headings, tables that can be edited, pictures with words, and parts left to fill."""
