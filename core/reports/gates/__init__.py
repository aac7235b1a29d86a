"""The gates of the pathway: how each stands, what it rests on and what it is held to."""
