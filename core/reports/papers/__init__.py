"""Figures of papers that no page shows in that form: one organisation's money by year and by line."""
