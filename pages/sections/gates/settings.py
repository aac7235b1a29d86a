"""Gate thresholds: shown to every reader, set by the board, with every change kept."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.actions.gates import set_gates
from core.domain.gates import GateSettings, KeptSettings
from core.domain.people import Doing
from core.domain.readiness import LEVELS, OF_LEADERS, OF_PARTNER, level_words
from core.reports.gates.standing import what_gates_are_held_to
from pages.components import form_feedback
from pages.components.layout import text_table
from pages.components.pickers import Chosen
from pages.sections.gates.tables import settings_table
from pages.shell import identity, live_updates, store
from pages.shell.user_text import plain

EXISTS = {None: "not said", True: "yes: the option must be worth more", False: "no: it must be likely to deliver"}


@dataclass(frozen=True)
class _Typed:
    """Form values: what the person has typed in the form."""

    tolerance: float | None
    chance: float | None
    exists: bool | None
    maturity: int | None
    readiness: int | None
    agreed_by: str
    agreed_on: date | None

    def settings(self) -> GateSettings:
        """Settings as shares, with None where nothing was entered."""
        return GateSettings(
            tolerance_share=None if self.tolerance is None else self.tolerance / 100,
            least_chance=None if self.chance is None else self.chance / 100,
            has_existing_model=self.exists,
            least_maturity=self.maturity,
            least_readiness=self.readiness,
            agreed_by=self.agreed_by.strip() or None,
            agreed_on=self.agreed_on,
        )


def held_to(chosen: Chosen) -> None:
    """Thresholds: show what gates are held to and how that changed, and let the board set it."""
    kept = what_gates_are_held_to(store.database(), identity.person(), chosen.programme_id)
    st.header("What the gates are held to", anchor=False)
    st.caption("Agree these before results are in. Nothing is assumed where nothing was agreed, and every change is kept.")
    if kept:
        text_table(settings_table(kept))
    else:
        st.markdown("The partnership has agreed nothing yet, so the gates can only say that it is not known.")
    if identity.person().may(Doing.decide_gate, chosen.programme_id):
        with st.expander("Change what the gates are held to"):
            _form(chosen, kept[0] if kept else KeptSettings(0, GateSettings(), None, ""))


def _form(chosen: Chosen, kept: KeptSettings) -> None:
    live_updates.has_editor()
    with st.form(f"held-{chosen.programme_id}", enter_to_submit=False):
        typed = _typed(kept.settings)
        pressed = st.form_submit_button("Save what the gates are held to")
    seen = form_feedback.seen(f"held-{chosen.programme_id}", kept.settings_id, is_sent=pressed)
    if not pressed:
        return
    form_feedback.record(
        lambda: set_gates(
            store.database(), chosen.programme_id, typed.settings(), read_settings=seen, by=identity.person(),
            at=form_feedback.now(),
        ),
        plain("Saved what the gates are held to."),
    )  # fmt: skip


def _typed(now: GateSettings) -> _Typed:
    left, right = st.columns(2)
    tolerance = left.number_input("A result may fall behind its prediction by, %", 0.0, 100.0, _percent(now.tolerance_share), 1.0)
    chance = right.number_input("An option must be worth more in, % of draws", 0.0, 100.0, _percent(now.least_chance), 1.0)
    exists = st.selectbox("Is there an existing model?", list(EXISTS), list(EXISTS).index(now.has_existing_model),
                          format_func=EXISTS.__getitem__)  # fmt: skip
    steps = [None, *LEVELS]
    maturity = st.selectbox("Leaders must have reached", steps, steps.index(now.least_maturity),
                            format_func=lambda step: "not said" if step is None else level_words(OF_LEADERS[0], step))  # fmt: skip
    readiness = st.selectbox("A partner counts as ready from", steps, steps.index(now.least_readiness),
                             format_func=lambda step: "not said" if step is None else level_words(OF_PARTNER[0], step))  # fmt: skip
    agreed_by = st.text_input("Agreed by", now.agreed_by or "", max_chars=300, help="A name, or a body that met.")
    agreed_on = form_feedback.day("Agreed on", now.agreed_on)
    return _Typed(tolerance, chance, exists, maturity, readiness, agreed_by, agreed_on)


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 6)
