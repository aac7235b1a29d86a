"""The logic model: its elements, the levers, and how far each partner has control."""
