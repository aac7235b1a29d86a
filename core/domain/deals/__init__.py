"""What partners agree on who pays what."""
