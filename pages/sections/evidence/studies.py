"""Studies: what is claimed on what evidence, where there is none, the pooled effect, and the part that practice keeps."""

import pandas as pd
import streamlit as st

from core.charts import evidence_map as map_chart
from core.charts import forest as forest_chart
from core.charts.kit.formats import MINUS, share, share_range
from core.charts.kit.grammar import capitalised
from core.charts.sentences.evidence import EVIDENCE_MAP_KEY, FOREST_KEY, effect_text, evidence_map_title, forest_title
from core.domain.evidence_rules import EvidenceRules
from core.engine.evidence.pooling import Method, Pooled
from core.engine.evidence.scales import Baseline
from core.reports.evidence.baselines import baselines_of
from core.reports.evidence.rules import evidence_rules, needs_baseline
from core.reports.evidence.studies import (
    PenaltyFound,
    Poolable,
    evidence_map,
    forest,
    penalty_from_evidence,
    poolable,
    pooled_effect,
    value_statement,
)
from pages.components.evidence_tables import claim_sources_table, claims_table, forest_table, studies_table, words
from pages.components.layout import Card, cards, download, figure, text_table
from pages.components.pickers import Chosen
from pages.sections.evidence import accept_effect
from pages.sections.evidence.accept_effect import Found
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain


@st.cache_resource
def rules() -> EvidenceRules:
    """The limits and the scale of designs that evidence is held to."""
    return evidence_rules()


def outcome_titles(chosen: Chosen) -> dict[str, str]:
    """Titles of the outcomes by id."""
    return {row.outcome_id: row.title for row in chosen.loaded.case.outcomes}


def claims(chosen: Chosen) -> None:
    """Show the value statement and the map of studies, over all outcomes."""
    statement = value_statement(chosen.loaded.case, rules())
    st.header("What is claimed, and on what evidence", anchor=False)
    st.caption("For each person who completes, against comparable people unless it says otherwise. Grade 1 is best, 6 weakest.")
    text_table(claims_table(statement))
    with st.expander("Where each number comes from"):
        text_table(claim_sources_table(statement))
        download("Download the value statement", statement, "value-statement")
    seen = evidence_map(chosen.loaded.case, rules())
    subtitle = f"{EVIDENCE_MAP_KEY} Levels on the scale {rules().scale_variant}."
    with st.expander("Which studies there are, outcome by outcome"):
        figure("map", evidence_map_title(seen), subtitle,
               lambda dark, narrow: map_chart.draw(seen, dark, narrow), studies_table(seen))  # fmt: skip


def together(chosen: Chosen, outcome_id: str) -> None:
    """Pooled effect: what the studies of one outcome find together, what practice keeps of it, and taking it into the case."""
    usable = poolable(chosen.loaded.case, outcome_id)
    if usable is None:
        st.header("What studies find together", anchor=False)
        st.markdown("No study on this outcome gives an effect with its standard error. Add one to evidence.csv.")
        st.page_link(str(PAGES / "data.py"), label="Bring studies on the Data page", icon=":material/upload_file:")
        return
    st.header(plain(f"What studies find together: {outcome_titles(chosen)[outcome_id]}"), anchor=False)
    method = _method(usable)
    _left_out(usable)
    pooled = pooled_effect(chosen.loaded.case, outcome_id, method)
    if pooled is None:
        st.markdown("One study alone cannot be pooled; it takes two.")
    else:
        cards(_cards(pooled, usable))
        st.markdown(plain(_one_further(pooled)))
    _forest(forest(chosen.loaded.case, outcome_id, method), usable)
    if pooled is not None:
        _pooled(chosen, outcome_id, usable, pooled, method)


def _forest(laid_out: pd.DataFrame, usable: Poolable) -> None:
    """Draw the pooled lines first; the studies behind them stand folded by their kind. One study alone is drawn as it is."""
    subtitle = f"{FOREST_KEY} Scale: {words(usable.scale.value)}; above 0 is for the better."
    together, studies = laid_out[laid_out.kind != "study"], laid_out[laid_out.kind == "study"]
    first = laid_out if together.empty else together
    figure("forest", forest_title(laid_out), subtitle,
           lambda dark, narrow: forest_chart.draw(first, dark, narrow), forest_table(laid_out))  # fmt: skip
    for number, group in enumerate(() if together.empty else dict.fromkeys(studies.group)):
        own = laid_out[(laid_out.group == group) & laid_out.kind.isin(["study", "group"])]
        count = int((own.kind == "study").sum())
        title = f"{capitalised(str(group))}: {count} {'study' if count == 1 else 'studies'}, one by one"
        with st.expander(plain(title), icon=":material/forest:"):
            figure(f"forest-{number}", title, subtitle,
                   lambda dark, narrow, own=own: forest_chart.draw(own, dark, narrow), forest_table(own))  # fmt: skip


def _pooled(chosen: Chosen, outcome_id: str, found: Poolable, pooled: Pooled, method: Method) -> None:
    lasts, into_case = st.columns(2)
    with lasts, st.expander("Does it last outside demonstrations?", icon=":material/trending_down:"):
        baseline = _baseline(chosen, outcome_id, found)
        penalty = penalty_from_evidence(chosen.loaded.case, outcome_id, baseline, method)
        _penalty(chosen, penalty)
    with into_case, st.expander("Take what was found into the case", icon=":material/input:"):
        accept_effect.effect(chosen, outcome_id, _offered(pooled, penalty, found, method), baseline)


def _method(found: Poolable) -> Method:
    if len(found.studies) < 2:
        return Method.reml
    names = {Method.reml: "Restricted maximum likelihood", Method.dersimonian_laird: "DerSimonian and Laird"}
    picked: Method = st.segmented_control(
        "How the spread between studies is found", list(names), format_func=names.__getitem__, default=Method.reml,
        key="pooling-method", required=True, persist_state="session",
    )  # fmt: skip
    return picked


def _left_out(found: Poolable) -> None:
    told = []
    if found.on_other_scales:
        told.append(f"{found.on_other_scales:,} on other scales")
    if found.without_figures:
        told.append(f"{found.without_figures:,} without an effect, a standard error or a scale")
    if told:
        st.caption(f"Studies that cannot be pooled with these and are left out: {' and '.join(told)}.")


def _cards(pooled: Pooled, found: Poolable) -> list[Card]:
    low, high = pooled.interval()
    ahead, further = pooled.prediction()
    return [
        Card("Found together", _number(pooled.effect), f"{_number(low)} to {_number(high)}, 95% range; {words(found.scale.value)}"),
        Card(
            "Between studies, τ²", f"{pooled.tau2:.3g}", "Variance of true effects from study to study; 0 is one effect everywhere"
        ),
        Card("Share that is real, I²", f"{pooled.i2:.0f}%", "Of the spread between studies; the rest is chance"),
        Card("One further study", f"{_number(ahead)} to {_number(further)}", "Where its true effect falls 95 times in 100"),
    ]


def _one_further(pooled: Pooled) -> str:
    low, high = pooled.prediction()
    cautious = pooled.cautious_prediction()
    wider = (
        "" if cautious is None else f" Allowing for how few studies there are: {_number(cautious[0])} to {_number(cautious[1])}."
    )
    if low > 0:
        return f"In a new place the work should do good: no effect at all lies outside the range.{wider}"
    if high < 0:
        return f"In a new place the work should do harm: the whole range lies below no effect.{wider}"
    return f"In a new place the work may do good, harm or neither: no effect at all lies inside that range.{wider}"


def _baseline(chosen: Chosen, outcome_id: str, found: Poolable) -> Baseline | None:
    """Baseline rate: ask for the chance without the work where studies give ratios, which need it to speak of one person."""
    if not needs_baseline(found):
        return None
    entered = baselines_of(chosen.loaded.case).get(outcome_id)
    rate_column, aim_column = st.columns(2, vertical_alignment="bottom")
    percent = rate_column.number_input(
        "Chance for each person without the work, %", 0.0, 100.0, 100 * entered.rate if entered else None, 1.0, format="%.4g",
        key=f"rate-{chosen.programme_id}-{outcome_id}", help="A ratio says nothing for each person without it. From effects.csv.",
    )  # fmt: skip
    fewer = aim_column.checkbox("It is a chance of something unwanted", value=True, key=f"fewer-{chosen.programme_id}-{outcome_id}")
    return Baseline(percent / 100, fewer) if percent is not None and 0 < percent < 100 else None


def _penalty(chosen: Chosen, found: PenaltyFound | str) -> None:
    if isinstance(found, str):
        st.markdown(plain(f"No scale penalty can be drawn from these studies: {found}."))
        return
    lost, low, high = found.penalty.value, found.penalty.low, found.penalty.high
    st.markdown(
        plain(
            f"{found.demonstrations.studies:,} studies of demonstrations find {_mean(found.demonstrations)}; "
            f"{found.practice.studies:,} of routine practice find {_mean(found.practice)}. "
            f"If they were alike, a gap as large would come by chance {_by_chance(found.p_value)}."
        )
    )
    if lost <= 0:
        st.markdown("Routine practice keeps all of the effect: these studies ask for no scale penalty.")
        return
    st.markdown(plain(f"They point to a scale penalty of {share(lost)} ({share_range(low, high)}): that much is lost in routine."))
    if st.button(f"Use this penalty: {share(lost)}", icon=":material/arrow_forward:"):
        st.session_state[f"whatif-scale_penalty-{chosen.programme_id}"] = round(100 * lost, 1)
        st.switch_page(str(PAGES / "options.py"))
    st.caption("It opens Compare options with this penalty as a what-if; the address carries it and nothing is saved.")


def _offered(pooled: Pooled, penalty: PenaltyFound | str, found: Poolable, method: Method) -> list[Found]:
    def of(name: str, mean: Pooled) -> Found:
        source = f"{mean.studies} studies in evidence.csv ({name.lower()}), pooled by {method.value}, with the error for new places"
        return Found(name, mean.effect, mean.error_for_new_places, found.scale, source)

    every = [of("All studies", pooled)]
    if isinstance(penalty, PenaltyFound):
        every += [of("Demonstrations", penalty.demonstrations), of("Routine practice", penalty.practice)]
    return every


def _mean(mean: Pooled) -> str:
    return effect_text(mean.effect, *mean.interval())


def _by_chance(p_value: float) -> str:
    return "fewer than 1 time in 1,000" if p_value < 0.001 else f"{p_value:.1%} of the time"


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", MINUS)
