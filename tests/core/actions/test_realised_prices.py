"""Cash that is recorded as the ledger has it is turned into real money before it is held against the promise."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.actions.programmes import import_case
from core.actions.realisation import record_realised
from core.domain.errors import NotRecorded
from core.domain.people import SERVICE
from core.domain.realisation import Realised
from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.realisation.tracking import track
from core.store import realisation
from core.store.database import Database
from tests.core.reports.priced_folder import CSV, priced
from tests.new_store import new_store
from tests.people import ANALYST

NOON = datetime(2029, 4, 2, 12, tzinfo=UTC)


def kept(home: Path, deflators: str) -> Database:
    db = new_store(home)
    import_case(db, priced(deflators=deflators, contributions="").loaded.tables, by=SERVICE, at=NOON, what="Made it.")
    return db


def recorded(year: int, price_basis: str) -> Realised:
    return Realised.model_validate(
        {"benefit_id": "ward", "partner_id": "hospital", "year": year, "kind": "actual", "amount_gbp": 208_080, "budget": "W-1",
         "price_basis": price_basis}
    )  # fmt: skip


@pytest.mark.parametrize(("basis", "real_gbp"), [("money_of_the_day", 200_000), ("real", 208_080)])
def test_cash_of_the_day_counts_as_the_real_money_it_is_worth(tmp_path: Path, basis: str, real_gbp: float) -> None:
    db = kept(tmp_path, CSV["deflators"])
    record_realised(db, "priced", recorded(2, basis), read_version=0, by=ANALYST, at=NOON)
    assert next(iter(realisation.latest(db, "priced").values())).what == recorded(2, basis)
    now = appraise_loaded(load_version(db, "priced"), Scenario())
    tracked = track(db, ANALYST, now, now, "out", today=NOON.date()).set_index("year")
    assert tracked.actual_gbp[2] == pytest.approx(real_gbp)
    db.close()


def test_cash_of_the_day_of_a_year_without_an_index_is_refused_in_a_sentence(tmp_path: Path) -> None:
    db = kept(tmp_path, "year,index\n2026,100\n")
    with pytest.raises(NotRecorded, match=r"deflators\.csv has no index for 2028 .*give the cash in real money"):
        record_realised(db, "priced", recorded(2, "money_of_the_day"), read_version=0, by=ANALYST, at=NOON)
    db.close()
