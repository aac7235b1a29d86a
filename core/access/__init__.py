"""Who may see what: permission, the versions and rows of a person, redaction and disclosure control."""
