"""The nouns: frozen models of everything a programme says. Imports nothing of ours."""
