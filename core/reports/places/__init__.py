"""What is told of a place."""
