"""What is known of outcomes: studies, agreements, observations, effects, predictions and baselines."""
