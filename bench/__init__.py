"""How quick the product is: each figure beside a named baseline timed in the same run."""
