"""A small case folder in which nothing is wrong, and ways to put one thing wrong."""

from core.domain.problems import Problem
from core.ingest.case import Reading, read_files

GOOD = {
    "programme": """programme_id,title,lead_partner_id,base_year,price_year,horizon_years
home_again,Home again,council,2026,2026,10
""",
    "partners": """partner_id,title,kind,level
council,The council,local_authority,local
hospital,The hospital,nhs,local
treasury,HM Treasury,central_government,national
""",
    "sites": """site_id,title,people_per_year,is_prototype
north,North,100,true
south,South,250,no
""",
    "population": """people_with_problem,inflow_per_year,exit_rate
2000,300,0.2
""",
    "outcomes": """outcome_id,title,unit
beds,Fewer days in hospital,bed-day
work,More in work,person in work
""",
    "effects": """outcome_id,impact,impact_low,impact_high,impact_basis,deadweight,attribution,persistence,\
units_per_person_year,source
beds,3,2,4.5,net,,,1|0.5,2,A trial
work,0.25,,,gross,0.2,1,1|0.75|0.5,0.1,A survey
""",
    "benefits": """benefit_id,outcome_id,benefit_class,value_kind,unit_value_gbp,price_year,variable_share,step_share,fixed_share,\
lump_units,notice_years,release_route,release_agreed
ward,beds,fiscal,service_cost,250,2024,0.2,0.6,0.2,7000,1,budget_removed,true
tax,work,fiscal,tax,9000,,1,,0,,,budget_removed,no
wages,work,economic,output_gain,6000,,,,,,,,
""",
    "benefit_falls": """benefit_id,partner_id,fall_share
ward,hospital,0.9
ward,council,0.1
tax,treasury,1
wages,treasury,1
""",
    "cost_centres": """cost_centre_id,partner_id,baseline_units,demand_growth_rate
ward_1,hospital,20000,0.01
ward_2,hospital,,
""",
    "benefit_centres": """benefit_id,cost_centre_id,place_share
ward,ward_1,0.25
ward,ward_2,0.75
""",
    "site_centres": """benefit_id,site_id,cost_centre_id,flow_share
ward,north,ward_1,1
ward,south,ward_1,0.5
ward,south,ward_2,0.5
""",
    "options": """option_id,title,kind,engagement,engagement_low,engagement_high,gate_year
as_is,As it is,business_as_usual,,,,
out,Scale out,scale_out,0.5,0.4,0.6,
up,Scale up,scale_up,,,,
both,Out then up,out_then_up,,,,3
""",
    "option_sites": """option_id,site_id,start_year,end_year,ramp
out,north,0,,
out,south,1,6,0.5|1
both,north,0,,
""",
    "costs": """cost_id,option_id,cost_type,driver,amount_gbp,amount_low,amount_high,start_year,end_year,\
people_per_team,progress_ratio,confidence_grade
team,out,revenue,team_yearly,80000,70000,100000,,,40,,3
visit,out,revenue,per_person,900,,,,,,0.9,3
campaign,up,in_kind,programme_yearly,50000,,,1,3,,,4
""",
    "cost_shares": """cost_id,partner_id,pay_share
team,council,0.6
team,hospital,0.4
visit,council,1
campaign,council,1
""",
    "levers": """lever_id,option_id,title,mechanism,full_effect,p_adopted,adoption,owner_partner_id
rule,up,A new rule,inflow,0.3,0.5,0|0.5|1,treasury
norm,both,A new norm,exit,0.1,0.6,,
""",
    "contributions": """option_id,partner_id,year,amount_gbp,funding
out,council,0,100000,grant
out,council,1,100000,grant
""",
    "deflators": """year,index
2024,95
2026,100
""",
    "evidence": """evidence_id,outcome_id,site_id,design,measured_on,people_treated
trial,beds,north,randomised,2025-11-22,400
""",
    "observations": """site_id,cohort,period,arm,outcome_id,value,people
north,2025,2025-Q1,treated,beds,3,
north,2025,2025-Q1,comparison,beds,5.5,12
""",
    "evidence_agreement": """partner_id,outcome_id,minimum_design,minimum_people,by_date,agreed_on,agreed_by
council,beds,matched_comparison,200,2027-03-31,2026-01-15,Director of finance
""",
    "logic_model": """version,element_id,stage,title,leads_to,outcome_id
prototype,nurses,input,Nurses,visits,
prototype,visits,activity,Visits at home,fewer_days,
prototype,fewer_days,outcome,Fewer days,,beds
""",
    "service_design": """option_id,heading,status,not_needed_because,cost_id,due_on
out,workforce,agreed,,team,2026-12-01
out,it,not_needed,Paper will do,,
""",
    "predictions": """line_id,partner_id,year,units,gbp,recorded_on
ward,hospital,1,300,75000,2026-04-01
team,council,1,,48000,2026-04-01
""",
    "actuals": """line_id,partner_id,year,units,gbp,recorded_on
ward,hospital,1,280,70000,2027-04-01
""",
    "scale_causes": """option_id,cause,lost,lost_low,lost_high,confidence_grade,evidence,source
both,people_reached,0.2,0.1,0.3,3,Referral data,Own records
both,who_delivers,0.1,,,,,
""",
    "risks": """risk_id,title,option_id,partner_id,year,chance,cost_gbp,mitigation,owner
delay,The ward opens late,out,hospital,1,0.3,200000,Weekly checks,Head of estates
staff,Nurses cannot be found,,council,0,0.5,50000,,
""",
    "unmonetised": """effect_id,title,direction,size,option_ids,partner_id,unit,units_per_year
trust,Trust of patients,for,large,out|both,,,
carers,Strain on carers,against,small,,council,carer,40
""",
    "realisation": """benefit_id,partner_id,release_action,level,owner,due_on,status
ward,hospital,Close six beds,front_line,Chief operating officer,2028-03-31,planned
""",
}


def files_of(tables: dict[str, str]) -> dict[str, bytes]:
    """The tables as the files of a folder."""
    return {f"{name}.csv": text.encode() for name, text in tables.items()}


def cell(table: str, line: int, column: str, value: str, tables: dict[str, str] | None = None) -> dict[str, str]:
    """The good folder, or another, with one cell changed; a column that is not there is added."""
    tables = GOOD if tables is None else tables
    rows = [row.split(",") for row in tables[table].splitlines()]
    if column not in rows[0]:
        rows = [[*row, column if number == 0 else ""] for number, row in enumerate(rows)]
    rows[line - 1][rows[0].index(column)] = value
    return {**tables, table: "\n".join(map(",".join, rows)) + "\n"}


def added(table: str, *rows: str) -> dict[str, str]:
    """The good folder with rows added at the end of one table."""
    return {**GOOD, table: GOOD[table] + "\n".join(rows) + "\n"}


def without(*tables: str) -> dict[str, str]:
    """The good folder without some tables."""
    return {name: text for name, text in GOOD.items() if name not in tables}


def without_line(table: str, line: int) -> dict[str, str]:
    """The good folder with one line of a table taken out."""
    rows = GOOD[table].splitlines()
    return {**GOOD, table: "\n".join(rows[: line - 1] + rows[line:]) + "\n"}


def reading_of(tables: dict[str, str]) -> Reading:
    """Read tables given as text."""
    return read_files(files_of(tables))


def only_problem(tables: dict[str, str]) -> Problem:
    """The one thing that is wrong; fails where there is nothing or more."""
    reading = reading_of(tables)
    assert reading.case is None
    assert not reading.tables
    assert len(reading.problems) == 1, [problem.sentence for problem in reading.problems]
    return reading.problems[0]


def place(problem: Problem) -> tuple[str, int | None, str | None]:
    """Where a problem is: file, line, column."""
    return problem.file, problem.line, problem.column
