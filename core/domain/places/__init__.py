"""A place: many programmes, one ward, one set of budgets."""
