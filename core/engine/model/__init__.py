"""One option in one run, year by year: people, units, cash, costs and measures."""
