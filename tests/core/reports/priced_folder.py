"""A programme whose prices rise by 2% a year: it costs the council £100,000 real in each of four years."""

from core.domain.scenario import Scenario
from core.reports.appraisals import Appraised, appraise_loaded
from tests.core.reports.read_versions import loaded_from

CSV = {
    "programme": "programme_id,title,base_year,horizon_years,effect_timing\npriced,Priced,2026,3,full_year\n",
    "partners": "partner_id,title,kind,affordability_gbp_per_year,affordability_price_basis\n"
    "council,Council,local_authority,,\nhospital,Hospital,nhs,,\n",
    "outcomes": "outcome_id,title,unit\nbeds,Fewer days,bed-day\n",
    "effects": "outcome_id,impact,impact_basis\nbeds,1,net\n",
    "benefits": "benefit_id,outcome_id,benefit_class,value_kind,unit_value_gbp,variable_share,release_route,release_agreed\n"
    "ward,beds,fiscal,service_cost,200,1,budget_removed,true\n",
    "benefit_falls": "benefit_id,partner_id,fall_share\nward,hospital,1\n",
    "sites": "site_id,title,people_per_year,is_prototype\nnorth,North,1000,true\n",
    "options": "option_id,title,kind\nas_is,As it is,business_as_usual\nout,Out,scale_out\n",
    "option_sites": "option_id,site_id,start_year\nout,north,0\n",
    "costs": "cost_id,option_id,cost_type,driver,amount_gbp,optimism_bias\nteam,out,revenue,programme_yearly,100000,0\n",
    "cost_shares": "cost_id,partner_id,pay_share\nteam,council,1\n",
    "contributions": "option_id,partner_id,year,amount_gbp,funding,status,price_basis\n"
    + "".join(f"out,council,{year},100000,core_budget,agreed,money_of_the_day\n" for year in range(4)),
    "deflators": "year,index\n" + "".join(f"{2026 + year},{100 * 1.02**year}\n" for year in range(4)),
}


def priced(**tables: str) -> Appraised:
    """The programme, worked out, with some of its tables given anew; an empty text takes a table out."""
    files = {f"{name}.csv": text.encode() for name, text in {**CSV, **tables}.items() if text}
    return appraise_loaded(loaded_from(files), Scenario())
