"""Scale: how many sites, and in which order."""
