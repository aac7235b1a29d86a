"""Evidence: effects from observations, and effects of several studies pooled."""
