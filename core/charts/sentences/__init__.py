"""Titles and plain sentences, worked out from the figures. Plain text: escape it before it goes into Markdown."""

from core.charts.sentences.adoption import readiness_gain_sentence, stopping_sentence, up_or_out_sentence
from core.charts.sentences.cash import bridge_title, cash_or_capacity_title, cash_sentence, lumps_sentence
from core.charts.sentences.options import break_even_sentence, options_title, payback_years, running_cash_title
from core.charts.sentences.partners import ledger_title, misalignment_sentence, partner_years_title
from core.charts.sentences.scale import cash_steps_sentence, cost_title, fruit_title, gate_timing_title, scale_title
from core.charts.sentences.sensitivity import standing_tests_sentence, switching_sentence, tornado_title, turning_sentence
from core.charts.sentences.uncertainty import (
    above_nothing_title,
    best_chance_sentence,
    evpi_sentence,
    options_range_title,
    paired_sentence,
)

__all__ = [
    "above_nothing_title",
    "best_chance_sentence",
    "break_even_sentence",
    "bridge_title",
    "cash_or_capacity_title",
    "cash_sentence",
    "cash_steps_sentence",
    "cost_title",
    "evpi_sentence",
    "fruit_title",
    "gate_timing_title",
    "ledger_title",
    "lumps_sentence",
    "misalignment_sentence",
    "options_range_title",
    "options_title",
    "paired_sentence",
    "partner_years_title",
    "payback_years",
    "readiness_gain_sentence",
    "running_cash_title",
    "scale_title",
    "standing_tests_sentence",
    "stopping_sentence",
    "switching_sentence",
    "tornado_title",
    "turning_sentence",
    "up_or_out_sentence",
]
