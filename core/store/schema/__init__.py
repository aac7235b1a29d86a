"""The tables of the state, a file for each topic."""
