"""A case in which every partner has figures and words that stand nowhere else: a byte of one that reaches another is found.

`CASE` is the folder, `canaries_of(partner_id)` what only that partner's rows say. They are looked for by `found_in` in whatever
was sent: a page, a chart's rows, a download, a frame of a websocket.
"""

import re

PROGRAMME, OTHER_PROGRAMME = "canary_place", "other_place"
NHS, COUNCIL, POLICE = PARTNERS = ("nhs", "council", "police")
WORDS = {NHS: "Tamsinet", COUNCIL: "Quillonet", POLICE: "Brandixet"}
OTHER_WORD = "Zorblaxet"  # stands in every text of the other programme
TITLES = {NHS: "Health board", COUNCIL: "Borough", POLICE: "Constabulary"}
KINDS = {NHS: "nhs", COUNCIL: "local_authority", POLICE: "police"}
_SLOTS = {
    name: place
    for place, name in enumerate(
        (
            *("value_a_low", "value_a", "value_a_high", "value_b", "cost_a_low", "cost_a", "cost_a_high", "cost_b"),
            *("baseline", "affordability", "limit", "put_in_a", "put_in_b", "expected_gbp", "expected_units", "came_gbp"),
            *("came_units", "people_asked", "effect_asked", "centre_share", "centre_share_b", "pay_share"),
            *("realised_a", "realised_b"),
        )
    )
}
# Every six digits beside which no other digit stands, those of 555,213,407 twice.
_SIX_DIGITS = re.compile(r"(?<!\d)(?=(\d{3},?\d{3})(?!\d))")


def mark(partner_id: str, slot: str) -> int:
    """A number of six digits that stands for one figure of one partner, and for nothing else."""
    return 213_407 + 190_027 * PARTNERS.index(partner_id) + 7_919 * _SLOTS[slot]


def canaries_of(partner_id: str) -> tuple[str, ...]:
    """What only the rows of a partner say: its word, and its numbers as they are typed."""
    return WORDS[partner_id], *(str(mark(partner_id, slot)) for slot in _SLOTS)


def found_in(received: str, *partners: str) -> list[str]:
    """Find the canaries of some partners in what was received, numbers with or without commas between their thousands."""
    numbers = {number.replace(",", "") for number in _SIX_DIGITS.findall(received)}
    wanted = [canary for partner in partners for canary in canaries_of(partner)]
    return [canary for canary in wanted if (canary in numbers if canary.isdigit() else canary in received)]


def _table(heading: str, *rows: object) -> bytes:
    return "\n".join([heading, *map(str, rows), ""]).encode()


def _each(line: str) -> list[str]:
    """One line for each partner: {p} its id, {w} its word, [slot] its mark."""
    return [
        re.sub(r"\[(\w+)\]", lambda found, p=p: str(mark(p, found[1])), line.replace("{p}", p).replace("{w}", WORDS[p]))
        for p in PARTNERS
    ]


def case_files(programme_id: str = PROGRAMME, title: str = "Canary place") -> dict[str, bytes]:
    """Write the case folder."""
    pay = mark(NHS, "pay_share") / 1_000_000
    return {
        "programme.csv": _table(
            "programme_id,title,question,base_year,price_year,horizon_years,problem_statement,reframed_problem",
            f"{programme_id},{title},Go on with {title}?,2026,2026,5,Too many stays,Too little care at home",
        ),
        "partners.csv": _table(
            "partner_id,title,kind,payback_limit_years,affordability_gbp_per_year",
            *(f"{p},{TITLES[p]},{KINDS[p]},4.{mark(p, 'limit')},{mark(p, 'affordability')}" for p in PARTNERS),
        ),
        "sites.csv": _table("site_id,title,people_per_year,is_prototype", "north,North,300,true", "south,South,500,false"),
        "outcomes.csv": _table("outcome_id,title,unit", "stays,Fewer stays,stay"),
        "effects.csv": _table(
            "outcome_id,impact,impact_low,impact_high,impact_basis,confidence_grade,source", "stays,0.2,0.1,0.3,net,3,A study"
        ),
        "options.csv": _table(
            "option_id,title,kind,affected_share,engagement,engagement_low,engagement_high,retention",
            "stop,Stop,business_as_usual,,,,,",
            "out,Everywhere,scale_out,0.5,0.6,0.5,0.7,0.7",
        ),
        "option_sites.csv": _table("option_id,site_id,start_year,end_year,ramp", "out,north,0,,1", "out,south,1,,0.5|1"),
        "benefits.csv": _table(
            "benefit_id,outcome_id,title,benefit_class,value_kind,unit_value_gbp,unit_value_low,unit_value_high,variable_share,"
            "step_share,fixed_share,lump_units,notice_years,release_route,release_agreed,source",
            *_each(
                "{p}_a,stays,{w} beds,fiscal,service_cost,[value_a],[value_a_low],[value_a_high],0.2,0.5,0.3,9,0,"
                "budget_removed,true,{w} a"
            ),
            *_each("{p}_b,stays,{w} time,fiscal,service_cost,[value_b],,,1,0,0,,,budget_removed,true,{w} b"),
        ),
        "benefit_falls.csv": _table("benefit_id,partner_id,fall_share", *_each("{p}_a,{p},1"), *_each("{p}_b,{p},1")),
        "cost_centres.csv": _table(
            "cost_centre_id,partner_id,title,baseline_units",
            *_each("{p}_x,{p},{w} ward,[baseline]"),
            *_each("{p}_y,{p},{w} wing,50"),
        ),
        "benefit_centres.csv": _table(
            "benefit_id,cost_centre_id,place_share",
            *(f"{p}_a,{p}_x,0.{mark(p, 'centre_share')}" for p in PARTNERS),
            *(f"{p}_a,{p}_y,0.{1_000_000 - mark(p, 'centre_share'):06d}" for p in PARTNERS),
        ),
        "site_centres.csv": _table(
            "benefit_id,site_id,cost_centre_id,flow_share",
            *(f"{p}_a,{site},{p}_x,0.{mark(p, 'centre_share_b')}" for p in PARTNERS for site in ("north", "south")),
            *(f"{p}_a,{site},{p}_y,0.{1_000_000 - mark(p, 'centre_share_b'):06d}" for p in PARTNERS for site in ("north", "south")),
        ),
        "costs.csv": _table(
            "cost_id,option_id,title,heading,cost_type,driver,amount_gbp,amount_low,amount_high,source",
            *_each("{p}_team,out,{w} team,workforce,revenue,site_yearly,[cost_a],[cost_a_low],[cost_a_high],{w} c"),
            *_each("{p}_desk,out,{w} desk,workforce,revenue,site_yearly,[cost_b],,,{w} d"),
            "both,out,Shared desk,other,revenue,programme_yearly,5000,4000,6000,Both pay",
        ),
        "cost_shares.csv": _table(
            "cost_id,partner_id,pay_share",
            *_each("{p}_team,{p},1"),
            *_each("{p}_desk,{p},1"),
            f"both,{NHS},{pay:.6f}",
            f"both,{COUNCIL},{1 - pay:.6f}",
        ),
        "contributions.csv": _table(
            "option_id,partner_id,year,amount_gbp,funding,status,paid_if",
            *_each("out,{p},0,[put_in_a],grant,offered,{w} is paid"),
            *_each("out,{p},1,[put_in_b],core_budget,agreed,{w} is paid"),
        ),
        "evidence.csv": _table(
            "evidence_id,outcome_id,title,measured_on,design,people_treated,people_comparison,effect,standard_error,effect_scale,source",
            "one,stays,First study,2026-05-01,matched_comparison,200,200,0.1,0.05,risk_difference,A journal",
        ),
        "evidence_agreement.csv": _table(
            "partner_id,outcome_id,minimum_design,minimum_people,minimum_effect,by_date,agreed_on,agreed_by",
            *(
                f"{p},stays,matched_comparison,{mark(p, 'people_asked')},0.{mark(p, 'effect_asked')},2028-03-31,"
                f"2025-10-09,{WORDS[p]} head"
                for p in PARTNERS
            ),
        ),
        "service_design.csv": _table(
            "option_id,heading,arrangement,owner_partner_id,status",
            f"out,workforce,{WORDS[NHS]} staff,{NHS},agreed",
            f"out,estates,{WORDS[COUNCIL]} rooms,{COUNCIL},agreed",
            f"out,it,{WORDS[POLICE]} system,{POLICE},agreed",
        ),
        "predictions.csv": _table(
            "line_id,partner_id,year,units,gbp,recorded_on,source",
            *_each("{p}_a,{p},1,[expected_units],[expected_gbp],2026-01-05,{w} e"),
        ),
        "actuals.csv": _table(
            "line_id,partner_id,year,units,gbp,recorded_on,source", *_each("{p}_a,{p},1,[came_units],[came_gbp],2027-01-05,{w} f")
        ),
        "realisation.csv": _table(
            "benefit_id,partner_id,release_action,level,owner,due_on,status",
            *_each("{p}_a,{p},{w} closes a ward,management,{w} manager,2029-03-31,planned"),
        ),
    }


def other_case_files() -> dict[str, bytes]:
    """A second programme, of which nobody of the first may learn even that it is there."""
    return case_files(OTHER_PROGRAMME, f"{OTHER_WORD} place")
