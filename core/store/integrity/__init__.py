"""Whether the store is what was last written to it: sums of its rows, a log of its commits, and what a comparison shows."""
