"""Case workbook: a programme as one workbook with a sheet for each table, how it is laid out, and what is read from it."""
