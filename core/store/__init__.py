"""Where everything is kept: the only part that speaks SQL or touches files."""
