"""The case: one programme as its tables say it, a file for each topic of the case folder."""
