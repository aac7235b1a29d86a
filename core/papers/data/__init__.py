"""A programme written as one workbook that can be filled in and brought back."""
