"""First figures come from the second step on, say what is missing for the next, and are those of the programme once saved."""

import pytest

from core.domain.drafts import AddRow, TakeRow
from core.engine.appraisal import appraise
from core.ingest.case import build_case
from core.reports.drafts.cash import BOTH, WHOLE, centres_of, choice_of, choose, flow_of, put_centres, put_flow
from core.reports.drafts.figures import draft_figures
from core.reports.drafts.library import find_unit_costs
from core.reports.drafts.new_rows import new_benefit, new_partner, new_places
from core.reports.drafts.shares import placed_so_far, rest_cell
from core.reports.drafts.sources import GUESS, figures_in_order, figures_without_source, put_source
from core.reports.drafts.ways import new_lever, new_out, new_up, then_up
from core.reports.drafts.whole_rows import CASH, CHANGES, COSTS, OPTIONS, SURE, WHERE, filled
from tests.case_files import assumptions
from tests.core.reports.drafts.a_draft import Writing, small


def told(hand: Writing, step: int | None = None) -> list[str]:
    return [one.sentence for one in draft_figures(hand.draft).told if step in (None, one.step)]


def test_the_first_figure_is_people_and_the_first_pounds_come_with_one_benefit() -> None:
    hand = Writing()
    assert draft_figures(hand.draft).people is None
    hand.say(*new_partner(hand.draft, "NHS Derbyshire"))
    hand.say(*new_places(hand.draft, [("Derby", "40")]))
    figures = draft_figures(hand.draft)
    assert (figures.people, figures.options) == (40, ())
    hand.say(*new_benefit(hand.draft, find_unit_costs("A&E", 2026)[0].unit))
    hand.put("effects", ("ae_attendance_all_scenarios",), impact="3")
    (option,) = draft_figures(hand.draft).options
    assert option.worth_gbp > 0
    assert (option.cost_gbp, option.net_gbp, option.partners[0].pays_gbp) == (None, None, None)


def test_a_whole_draft_has_nothing_left_to_say_and_says_what_it_assumes() -> None:
    figures = draft_figures(small().draft)
    assert figures.is_whole
    (option,) = figures.options
    assert option.net_gbp == pytest.approx(option.worth_gbp - option.cost_gbp)
    assert any("nothing is taken off" in sentence for sentence in figures.assumed)
    assert sum(one.pays_gbp for one in option.partners) == pytest.approx(option.cost_gbp)


def test_the_figures_of_a_draft_are_those_of_the_case_it_becomes() -> None:
    hand = small()
    case = build_case(filled(hand.draft).tables("warm_homes")).case
    measures = appraise(case, assumptions()).options["scale_out"].expected.measures
    (option,) = draft_figures(hand.draft).options
    assert (option.worth_gbp, option.cost_gbp) == (measures.pv_public_value_gbp, measures.pv_cost_gbp)


def test_a_place_without_people_is_left_out_and_named() -> None:
    hand = small()
    hand.say(*new_places(hand.draft, [("Erewash", "")]))
    assert told(hand) == ["How many people a year in Erewash?"]
    assert draft_figures(hand.draft).people == 65


def test_lines_that_are_not_whole_are_left_out_and_named_with_their_step() -> None:
    hand = small()
    hand.put("costs", ("support_workers",), amount_gbp="abc")
    assert told(hand, COSTS) == ["Support workers: “abc” is no number. Write pounds, for example £7,900 or 1.2m."]
    hand.put("effects", ("ae_attendance_all_scenarios",), impact="")
    assert told(hand, CHANGES) == ["A&E attendance (all scenarios): how many fewer for one person?"]
    assert draft_figures(hand.draft).options == ()


def test_shares_have_to_add_to_the_whole() -> None:
    hand = small()
    hand.say(AddRow("cost_shares", {"cost_id": "support_workers", "partner_id": "derby_city_council"}))
    hand.put("cost_shares", ("support_workers", "nhs_derbyshire"), pay_share="0.6")
    assert told(hand) == ["Support workers: who pays? 60% is placed so far."]
    assert placed_so_far(hand.draft, "cost_shares", "support_workers") == pytest.approx(0.6)
    rest = rest_cell(hand.draft, "cost_shares", "support_workers", "derby_city_council")
    hand.put("cost_shares", ("support_workers", "derby_city_council"), pay_share=rest)
    assert not told(hand)


def test_a_partner_that_leaves_is_asked_for_wherever_it_paid_or_saved() -> None:
    hand = small()
    hand.say(TakeRow("partners", ("nhs_derbyshire",)))
    assert told(hand, COSTS) == ["Support workers: who pays?"]
    assert told(hand, CHANGES) == ["A&E attendance (all scenarios): who saves?"]


def test_cash_that_is_half_said_counts_for_none_and_a_closing_that_is_agreed_counts() -> None:
    hand, line = small(), "ae_attendance_all_scenarios"
    hand.put("effects", (line,), impact="60")
    hand.say(*choose(line, WHOLE))
    assert choice_of(hand.draft.of("benefits")[0]) == WHOLE
    assert len(told(hand, CASH)) == 3
    assert draft_figures(hand.draft).options[0].cash_gbp == 0
    hand.say(*put_centres(hand.draft, line, ["Royal Infirmary"]))
    hand.put("benefits", (line,), step_share="0.6", lump_units="1000", release_route="budget_removed")
    assert not told(hand)
    assert any("has not agreed" in sentence for sentence in draft_figures(hand.draft).assumed)
    hand.put("benefits", (line,), release_agreed="true")
    figures = draft_figures(hand.draft)
    assert figures.options[0].cash_gbp > 0
    assert figures.centres["royal_infirmary"].first_year is not None


def test_beds_split_over_two_hospitals_close_less_than_in_one() -> None:
    hand, line = small(), "ae_attendance_all_scenarios"
    hand.put("effects", (line,), impact="60")
    hand.say(*choose(line, BOTH))
    hand.say(*put_centres(hand.draft, line, ["Royal Infirmary"]))
    hand.put(
        "benefits", (line,), step_share="0.6", variable_share="0", lump_units="1900", release_route="budget_removed",
        release_agreed="true",
    )  # fmt: skip
    in_one = draft_figures(hand.draft).options[0].cash_gbp
    hand.say(*put_centres(hand.draft, line, ["Royal Infirmary", "Ripley"]))
    assert centres_of(hand.draft, line) == ["royal_infirmary", "ripley"]
    hand.say(*put_flow(hand.draft, line, "amber_valley", "ripley"))
    assert [flow_of(hand.draft, line, site) for site in ("derby", "amber_valley")] == ["royal_infirmary", "ripley"]
    assert not told(hand)
    assert draft_figures(hand.draft).options[0].cash_gbp < in_one


def test_out_then_up_is_made_of_an_out_and_an_up() -> None:
    hand = small()
    hand.say(*new_up(hand.draft, "Change the rules"))
    lever = hand.draft.of("levers")[0]["lever_id"]
    assert told(hand, OPTIONS)
    hand.put("levers", (lever,), full_effect="0.3", p_adopted="0.4", adoption="0|0.5|1")
    hand.put("population", (), people_with_problem="2400", inflow_per_year="600", exit_rate="0.3")
    hand.put("effects", ("ae_attendance_all_scenarios",), units_per_person_year="2")
    assert not told(hand)
    hand.say(*then_up(hand.draft, "scale_out", "change_the_rules", "3"))
    assert not told(hand)
    made = hand.draft.of("options")[-1]
    assert (made["title"], made["kind"], made["gate_year"]) == (
        "Deliver it in every place, then change the rules", "out_then_up", "3",
    )  # fmt: skip
    assert [row["adoption"] for row in hand.draft.of("levers")] == ["0|0.5|1"] * 2
    assert len(draft_figures(hand.draft).options) == 3


def test_an_option_of_a_title_that_is_there_and_a_change_without_one_are_refused_in_words() -> None:
    hand = small()
    with pytest.raises(ValueError, match="There is an option called Deliver it in every place"):
        new_out(hand.draft, "deliver it in every place")
    with pytest.raises(ValueError, match="Say what changes"):
        new_lever(hand.draft, "scale_out", " ")


def test_another_option_that_spreads_has_every_place_and_the_costs_of_the_first() -> None:
    hand = small()
    hand.say(*new_out(hand.draft, "Slowly"))
    assert [row["site_id"] for row in hand.draft.of("option_sites") if row["option_id"] == "slowly"] == ["derby", "amber_valley"]
    first, second = draft_figures(hand.draft).options
    assert first.net_gbp == pytest.approx(second.net_gbp)


def test_a_range_with_one_end_is_named_and_sources_are_counted() -> None:
    hand = small()
    hand.put("costs", ("support_workers",), amount_low="500")
    assert told(hand, SURE) == ["Support workers: give both ends of the range, with the figure between them."]
    hand.put("costs", ("support_workers",), amount_high="700")
    assert not told(hand)
    assert figures_without_source(hand.draft) == 2  # the library brings that of the value
    hand.say(*put_source("costs", ("support_workers",), GUESS))
    assert hand.draft.of("costs")[0]["confidence_grade"] == "6"
    assert figures_without_source(hand.draft) == 1
    ordered = figures_in_order(hand.draft, draft_figures(hand.draft).lines_gbp)
    assert {table for table, _, _ in ordered} == {"effects", "benefits", "costs"}
    assert told(hand, WHERE) == []


def test_partners_of_one_name_are_told_apart() -> None:
    hand = small()
    with pytest.raises(ValueError, match="There is a partner called NHS Derbyshire"):
        new_partner(hand.draft, "nhs derbyshire")


@pytest.mark.parametrize(
    ("words", "first"),
    [("A&E", "A&E attendance"), ("emergency department", "A&E attendance"), ("arrests", "Criminal proceedings: Arrest")],
)
def test_a_unit_cost_is_found_by_the_words_people_use(words: str, first: str) -> None:
    found = find_unit_costs(words, 2026)
    assert found[0].unit.detail.startswith(first)
    assert len(found) <= 6
    assert found[0].is_old


def test_words_that_stand_nowhere_find_nothing() -> None:
    assert find_unit_costs("zzyzx", 2026) == []
    assert find_unit_costs("  ", 2026) == []
