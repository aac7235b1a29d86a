"""The same sums for many draws at once, with draws as the last axis."""
