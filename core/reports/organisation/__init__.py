"""Organisation: what one partner pays and gets, how sure that is, and what waits for it."""
