"""What each kind of paper says, section by section."""
