"""Benefits taken out of budgets: the promise, the plan, what was recorded and what falls behind."""
