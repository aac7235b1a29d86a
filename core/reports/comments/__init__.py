"""Comments: the threads a person may see, and what can be commented on."""
