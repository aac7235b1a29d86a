"""What must hold when machines and people fail, tried out on the real thing: `python -m drills`."""
