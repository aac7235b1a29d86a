"""Cells of files as people send them: dates, numbers, marks, periods and years to text that the rules accept."""
