"""Excel workbooks (.xlsx) read with limits: parts of the file, sheets, styles and notes."""
