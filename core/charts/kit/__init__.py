"""What every chart shares: the grammar of a spec, rows and lines, formats, the theme and the memory of drawn charts."""
