"""The workbook that recalculates: formulas from inputs to every partner's line, each written with the figure it comes to."""
