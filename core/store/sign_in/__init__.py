"""Sign-in: passwords, sessions, limits on guesses, and the clock they go by."""
