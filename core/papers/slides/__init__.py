"""Papers as slides: a few sentences, charts that can be edited, and notes with where the figures come from."""
