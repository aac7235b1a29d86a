"""The files of a version: Parquet on the disk, the manifest that names them, and DuckDB that reads them."""
