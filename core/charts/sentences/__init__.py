"""Titles and plain sentences, worked out from the figures. Plain text: escape it before it goes into Markdown."""

from core.charts.sentences.cash import bridge_title, cash_or_capacity_title, cash_sentence, lumps_sentence
from core.charts.sentences.options import break_even_sentence, options_title, payback_years, running_cash_title
from core.charts.sentences.partners import ledger_title, misalignment_sentence, partner_years_title

__all__ = [
    "break_even_sentence",
    "bridge_title",
    "cash_or_capacity_title",
    "cash_sentence",
    "ledger_title",
    "lumps_sentence",
    "misalignment_sentence",
    "options_title",
    "partner_years_title",
    "payback_years",
    "running_cash_title",
]
