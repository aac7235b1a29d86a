"""Housing First whole, by questions alone: typed cells and presses are counted, and it comes to what the sample comes to."""

from pathlib import Path

import pytest

from core.domain.case.options import OptionKind
from core.domain.scenario import Scenario
from core.engine.results import Measures
from core.reports.appraisals import Appraised, appraise_loaded, load_version
from core.reports.drafts.library import find_unit_costs
from core.store.database import open_database
from core.store.tables.folders import read_folder
from tests.core.reports.read_versions import loaded_from
from tests.pages.conftest import Opener, seen, texts
from tests.pages.drafts.hand import SAMPLE, SUMS, Hand, percent, rows

MOST_TYPED, MOST_PRESSES = 230, 350
KINDS = (OptionKind.scale_out, OptionKind.scale_up, OptionKind.out_then_up)
RATES = ("engagement", "retention", "scale_penalty")
PUBLISHED = ("HO6.0", "HE4.0", "HE7.0.2", "CR7.0", "HO4.0", "HE13.0")
WORDS = ("rough sleeping", "A&E", "emergency admissions", "arrest", "temporary accommodation", "mental health disorders")


def test_housing_first_is_written_down_whole_and_comes_to_what_the_sample_comes_to(app: Opener, home: Path) -> None:
    hand = Hand(app("sample", "drafts.py"), home)
    _the_work(hand)
    partners = _who_and_where(hand)
    lines = _what_changes(hand, partners)
    _costs(hand, partners, "out")
    _new_rules(hand, lines)
    hand.step(4)
    hand.page.selectbox(key=f"draft-{hand.draft.draft_id}-costs-of").set_value("change_the_rules")
    hand.run()
    _costs(hand, partners, "up")
    _cash(hand, lines)
    _how_sure(hand, lines)
    _then_up(hand)
    hand.step(8)
    assert "Everything that is needed has been said" in texts(hand.page), texts(hand.page)
    hand.press("Save the programme")
    assert "as version 1" in texts(hand.page)
    assert hand.typed <= MOST_TYPED, hand.typed
    assert hand.presses <= MOST_PRESSES, (hand.typed, hand.presses)
    _the_same_figures(home)


def _the_work(hand: Hand) -> None:
    (said,) = rows("programme")
    hand.press("Begin a new programme")
    hand.box("programme", (), title="Housing First once more", question=said["question"])
    hand.pick("programme", (), base_year=said["base_year"])
    hand.run()


def _who_and_where(hand: Hand) -> dict[str, str]:
    hand.step(2)
    for row in rows("partners"):
        hand.write("Add a partner", row["title"])
        hand.press("Add partner")
    partners = {row["partner_id"]: own for row, own in zip(rows("partners"), hand.draft.titles("partners"), strict=True)}
    for row in rows("partners"):
        own = (partners[row["partner_id"]],)
        if (hand.draft.row("partners", *own) or {})["kind"] != row["kind"]:
            hand.pick("partners", own, kind=row["kind"])
        hand.box("partners", own, payback_limit_years=row["payback_limit_years"])
    hand.run()
    hand.choose(f"draft-{hand.draft.draft_id}-places", [row["title"] for row in rows("sites")])
    for row in rows("sites"):
        hand.box("sites", (row["site_id"],), people_per_year=row["people_per_year"])
    hand.tick(hand.name("sites", ("manchester",), "is_prototype"))
    hand.run()
    return partners


def _what_changes(hand: Hand, partners: dict[str, str]) -> dict[str, str]:
    """The lines of benefit as the draft knows them, by their id in the sample."""
    hand.step(3)
    for words, code in zip(WORDS, PUBLISHED, strict=True):
        hand.page.text_input(key=f"draft-{hand.draft.draft_id}-find").set_value(words)
        hand.run()
        found = [unit for one in find_unit_costs(words, 2026) for unit in (one.unit, *one.parts)]
        (unit,) = [unit for unit in found if unit.code == code and unit.benefit_class == "fiscal"]
        hand.page = seen(hand.page.button(key=f"draft-{hand.draft.draft_id}-use-{unit.name}").click().run())
        hand.typed, hand.presses = hand.typed + 1, hand.presses + 1
    own = {"title": "Worse wellbeing of the people housed", "unit": "person-years", "value": "7000"}
    for column, text in own.items():
        hand.page.text_input(key=f"draft-{hand.draft.draft_id}-own-{column}").set_value(text)
        hand.typed += 1
    hand.page.selectbox(key=f"draft-{hand.draft.draft_id}-own-whose").set_value("social")
    hand.presses += 2
    hand.press("Use my own")
    benefits = rows("benefits")
    lines = {row["benefit_id"]: own["benefit_id"] for row, own in zip(benefits, hand.draft.of("benefits"), strict=True)}
    effects = {row["outcome_id"]: row for row in rows("effects")}
    for row in benefits:
        _effect(hand, lines[row["benefit_id"]], effects[row["outcome_id"]])
        falls = [each for each in rows("benefit_falls") if each["benefit_id"] == row["benefit_id"]]
        _shared(
            hand, "benefit_falls", lines[row["benefit_id"]], {partners[each["partner_id"]]: each["fall_share"] for each in falls}
        )
    return lines


def _effect(hand: Hand, line: str, effect: dict[str, str]) -> None:
    hand.box("effects", (line,), impact=effect["impact"])
    if effect["impact_basis"] == "net":
        hand.tick(f"draft-{hand.draft.draft_id}-net-{line}")
    elif effect["deadweight"]:
        hand.box("effects", (line,), deadweight=f"{float(effect['deadweight']) * 10:g}")
    lasts = ", ".join(percent(part) for part in effect["persistence"].split("|"))
    box = hand.page.selectbox(key=f"draft-{hand.draft.draft_id}-lasts-{line}")
    box.options.append(lasts)  # what a browser does with a text that is typed
    box.set_value(lasts)
    hand.typed += 1
    hand.run()


def _shared(hand: Hand, table: str, line: str, shares: dict[str, str]) -> None:
    column = {"benefit_falls": "benefit_id", "cost_shares": "cost_id"}[table]
    there = [row["partner_id"] for row in hand.draft.of(table) if row[column] == line]
    if there != [*shares]:
        hand.choose(f"draft-{hand.draft.draft_id}-{table}-{line}-who", shares)
    if len(shares) == 1:
        return
    share = {"benefit_falls": "fall_share", "cost_shares": "pay_share"}[table]
    for partner in [*shares][:-1]:
        hand.box(table, (line, partner), **{share: percent(shares[partner])})
    hand.run()
    hand.page = seen(hand.page.button(key=f"draft-{hand.draft.draft_id}-{table}-{line}-rest").click().run())
    hand.presses += 1


def _costs(hand: Hand, partners: dict[str, str], option: str) -> None:
    hand.step(4)
    for row in [row for row in rows("costs") if row["option_id"] == option]:
        there = {each["cost_id"] for each in hand.draft.of("costs")}
        hand.write("What is paid for?", row["title"])
        hand.write("How much?", row["amount_gbp"])
        hand.page.selectbox(key=f"draft-{hand.draft.draft_id}-cost-driver").set_value(row["driver"])
        hand.presses += 2
        hand.press("Add cost")
        (made,) = [each for each in hand.draft.of("costs") if each["cost_id"] not in there]
        own = made["cost_id"]
        hand.box("costs", (own,), people_per_team=row["people_per_team"])
        different = {name: row[name] for name in ("heading", "cost_type") if made.get(name, "") != row[name]}
        hand.pick("costs", (own,), **different)
        hand.run()
        shares = [each for each in rows("cost_shares") if each["cost_id"] == row["cost_id"]]
        _shared(hand, "cost_shares", own, {partners[each["partner_id"]]: each["pay_share"] for each in shares})


def _new_rules(hand: Hand, lines: dict[str, str]) -> None:
    hand.step(6)
    out = next(row for row in rows("options") if row["kind"] == "scale_out")
    own = "scale_out"
    hand.box(
        "options", (own,), title=out["title"], **{name: percent(out[name]) for name in ("engagement", "retention", "scale_penalty")}
    )
    hand.page.selectbox(key=f"draft-{hand.draft.draft_id}-ramp-{own}").set_value("0.5|1")
    hand.presses += 3
    for row in rows("option_sites"):
        if row["option_id"] == "out" and row["start_year"] != "0":
            hand.pick("option_sites", (own, row["site_id"]), start_year=row["start_year"])
    hand.run()
    hand.press("Change the rules")
    first, second = [row for row in rows("levers") if row["option_id"] == "up"]
    hand.write("Another change of rules", second["title"])
    hand.press("Add change")
    hand.box("levers", ("change_the_rules",), title=first["title"])
    for row, lever in zip((first, second), [each["lever_id"] for each in hand.draft.of("levers")], strict=True):
        hand.box("levers", (lever,), decided_by=row["decided_by"], full_effect=percent(row["full_effect"]),
                 p_adopted=f"{float(row['p_adopted']) * 10:g}")  # fmt: skip
        hand.pick("levers", (lever,), mechanism=row["mechanism"], adoption=row["adoption"])
    (people,) = rows("population")
    hand.box("population", (), people_with_problem=people["people_with_problem"], inflow_per_year=people["inflow_per_year"],
             exit_rate=f"{float(people['exit_rate']) * 10:g}")  # fmt: skip
    effects = {row["outcome_id"]: row for row in rows("effects")}
    for row in rows("benefits"):
        hand.box("effects", (lines[row["benefit_id"]],), units_per_person_year=effects[row["outcome_id"]]["units_per_person_year"])
    hand.run()


def _cash(hand: Hand, lines: dict[str, str]) -> None:
    hand.step(5)
    centres = {row["cost_centre_id"]: row for row in rows("cost_centres")}
    for row in [row for row in rows("benefits") if row["variable_share"]]:
        line, is_stepped = lines[row["benefit_id"]], bool(row["step_share"])
        hand.page.radio(key=f"draft-{hand.draft.draft_id}-cash-{line}").set_value("both" if is_stepped else "little")
        hand.presses += 1
        hand.run()
        steps = {"step_share": percent(row["step_share"]), "lump_units": row["lump_units"]} if is_stepped else {}
        hand.box("benefits", (line,), variable_share=percent(row["variable_share"]), **steps)
        hand.pick(
            "benefits", (line,), **({"notice_years": row["notice_years"]} if is_stepped else {}), release_route="budget_removed"
        )
        hand.tick(hand.name("benefits", (line,), "release_agreed"))
        hand.run()
        # The place to which most send their people stands first, so that it need not be said of each.
        own = [each for each in rows("benefit_centres") if each["benefit_id"] == row["benefit_id"]][::-1]
        if own:
            titles = [centres[each["cost_centre_id"]]["title"] for each in own]
            hand.choose(f"draft-{hand.draft.draft_id}-centres-{line}", titles, typed=2)
            made = {title: own_id for own_id, title in hand.draft.titles("cost_centres").items()}
            _centres(
                hand,
                line,
                {each["cost_centre_id"]: made[title] for each, title in zip(own, titles, strict=True)},
                row["benefit_id"],
            )


def _centres(hand: Hand, line: str, made: dict[str, str], benefit_id: str) -> None:
    centres = {row["cost_centre_id"]: row for row in rows("cost_centres")}
    shares = {row["cost_centre_id"]: row["place_share"] for row in rows("benefit_centres") if row["benefit_id"] == benefit_id}
    for centre, own in made.items():
        grows = centres[centre]["demand_growth_rate"]
        hand.box("cost_centres", (own,), baseline_units=centres[centre]["baseline_units"])
        hand.box("cost_centres", (own,), demand_growth_rate="" if grows == "0" else percent(grows))
        hand.box("benefit_centres", (line, own), place_share=percent(shares[centre]))
    first = next(iter(made))
    for row in rows("site_centres"):
        if row["benefit_id"] == benefit_id and row["cost_centre_id"] != first:
            name = f"draft-{hand.draft.draft_id}-flow-{line}-{row['site_id']}"
            hand.page.selectbox(key=name).set_value(made[row["cost_centre_id"]])
            hand.presses += 2
    hand.run()


def _how_sure(hand: Hand, lines: dict[str, str]) -> None:
    hand.step(7)
    effects = {row["outcome_id"]: row for row in rows("effects")}
    for row in rows("benefits"):
        effect, key = effects[row["outcome_id"]], (lines[row["benefit_id"]],)
        hand.box("effects", key, impact_low=effect["impact_low"], impact_high=effect["impact_high"])
        hand.pick("effects", key, confidence_grade=effect["confidence_grade"])
    hand.run()
    costs = [row for row in rows("costs") if row["option_id"] in ("out", "up")]
    for row, own in zip(costs, hand.draft.of("costs"), strict=True):
        hand.box("costs", (own["cost_id"],), amount_low=row["amount_low"], amount_high=row["amount_high"])
        hand.pick("costs", (own["cost_id"],), confidence_grade=row["confidence_grade"])
    (out,) = [row for row in rows("options") if row["kind"] == "scale_out"]
    ends = [f"{name}_{end}" for name in RATES for end in ("low", "high")]
    hand.box("options", ("scale_out",), **{name: percent(out[name]) for name in ends})
    _ranges_of_levers(hand, "up", "change_the_rules", ("full_effect", "p_adopted"))
    hand.presses += 2  # both are folded away
    hand.run()


def _ranges_of_levers(hand: Hand, option: str, own: str, columns: tuple[str, ...]) -> None:
    levers = [row for row in rows("levers") if row["option_id"] == option]
    for row, lever in zip(levers, [each for each in hand.draft.of("levers") if each["option_id"] == own], strict=True):
        shown = {f"{name}_{end}": row[f"{name}_{end}"] for name in columns for end in ("low", "high")}
        cells = {name: f"{float(cell) * 10:g}" if name.startswith("p_") else percent(cell) for name, cell in shown.items()}
        hand.box("levers", (lever["lever_id"],), **cells)


def _then_up(hand: Hand) -> None:
    hand.step(6)
    hand.press("Make it")
    (made,) = [row["option_id"] for row in hand.draft.of("options") if row["kind"] == "out_then_up"]
    assert (hand.draft.row("options", made) or {})["gate_year"] == "3"
    levers = [row for row in rows("levers") if row["option_id"] == "out_up"]
    for row, lever in zip(levers, [each for each in hand.draft.of("levers") if each["option_id"] == made], strict=True):
        hand.box("levers", (lever["lever_id"],), p_adopted=f"{float(row['p_adopted']) * 10:g}")
    hand.run()
    hand.step(7)
    _ranges_of_levers(hand, "out_up", made, ("p_adopted",))
    hand.run()


def _the_same_figures(home: Path) -> None:
    db = open_database(home)
    mine = appraise_loaded(load_version(db, "housing_first_once_more"), Scenario())
    db.close()
    sample = appraise_loaded(loaded_from(read_folder(SAMPLE)), Scenario())
    for kind in KINDS:
        found, expected = (_measures(whole, kind) for whole in (mine, sample))
        for name in SUMS:
            assert getattr(found, name) == pytest.approx(getattr(expected, name), rel=1e-9), (kind, name)
        mine_by, theirs_by = (_cash_by_partner(whole, kind) for whole in (mine, sample))
        assert mine_by == pytest.approx(theirs_by, rel=1e-9, abs=1e-6), kind


def _measures(whole: Appraised, kind: OptionKind) -> Measures:
    (option,) = [option.option_id for option in whole.case.options if option.kind is kind]
    return whole.option(option).expected.measures


def _cash_by_partner(whole: Appraised, kind: OptionKind) -> dict[str, float]:
    (option,) = [option.option_id for option in whole.case.options if option.kind is kind]
    partners = whole.option(option).expected.partners
    return {row.title: partners[row.partner_id].net_cash_gbp for row in whole.case.partners}
