"""Reports on a programme that is being written down: what it holds, what it comes to so far, and what is still to be said."""
