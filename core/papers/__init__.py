"""Reports and charts put on paper: words, figures and pictures that leave the service."""
