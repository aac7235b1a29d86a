"""Scale Case: where the benefits of a partnership's work fall, and whether to make it bigger."""
