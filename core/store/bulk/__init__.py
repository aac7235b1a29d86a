"""Bulk tables of millions of rows: read in one typed pass, kept as typed Parquet beside small sums, never held in memory."""
