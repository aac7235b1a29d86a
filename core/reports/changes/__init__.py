"""A change that is worked out and not yet saved: what it would touch and what it would move."""
