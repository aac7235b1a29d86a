"""A place: programmes worked out together, so that a ward closes once and a person is reached once."""
