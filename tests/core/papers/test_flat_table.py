"""The flat table of figures: one row a figure, agreeing with the pages, cut to its reader, and at an address for tools."""

import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256

import pandas as pd
import pytest
from starlette.applications import Starlette

from core.actions.links import WrongLink
from core.domain.links import LinkOrder
from core.domain.papers import PaperFormat, PaperKind
from core.domain.prices import MoneyBasis
from core.papers.flat.columns import FIGURES, PRIMARY_KEY
from core.papers.shared_table import share_table
from core.reports.links import shared_page
from core.reports.partners import ledger, partner_years
from core.reports.uncertainty import spreads
from core.store.database import open_database
from core.store.links import every_link
from core.web.links import routes
from tests.canaries import COUNCIL, NHS, POLICE, PROGRAMME, WORDS, found_in
from tests.canary_state import CHECKED, LATEST, NOON, OPTION, OWN_ANALYSTS
from tests.core.papers.stores import OUT, SAMPLE, store, with_canaries, with_sample, worked_out, written
from tests.core.web.requests_made import asked
from tests.new_store import copy_store, made_once
from tests.people import ANALYST, VIEWER

TOKEN = "t" * 43


@pytest.fixture(scope="module")
def package() -> zipfile.ZipFile:
    with store(with_sample) as db:
        return zipfile.ZipFile(io.BytesIO(written(db, PaperKind.figures, PaperFormat.zip)))


def figures(package: zipfile.ZipFile) -> pd.DataFrame:
    return pd.read_csv(package.open("figures.csv"))


def test_each_figure_stands_once_and_csv_and_parquet_say_the_same(package):
    table = figures(package)
    assert list(table.columns) == [column.name for column in FIGURES]
    assert not table.duplicated(list(PRIMARY_KEY)).any()
    parquet = pd.read_parquet(io.BytesIO(package.read("figures.parquet")))
    assert len(parquet) == len(table)
    assert parquet.value.fillna(0).tolist() == pytest.approx(table.value.fillna(0).tolist())
    assert {str(kind) for kind in parquet.dtypes} <= {"string", "str", "Int64", "float64", "bool"}


def test_it_says_what_the_pages_say(package):
    with store(with_sample) as db:
        now, drawn = worked_out(db, SAMPLE, 1)
    table = figures(package)
    own = table[(table.option_id == OUT) & (table.line_id == "all")]
    net = own[(own.measure == "net_cash") & (own.basis == "present_value") & (own.financial_year != "all")]
    sums = net.groupby("partner_id").value.sum()
    for row in ledger(now, OUT).itertuples():
        assert sums.get(row.partner_id, 0.0) == pytest.approx(row.net_gbp, abs=1e-6)
    years = partner_years(now, OUT, MoneyBasis.money_of_the_day)
    day = own[(own.measure == "public_cost") & (own.basis == "money_of_the_day") & (own.partner_id == "councils")]
    assert day.value.tolist() == pytest.approx(years[(years.partner_id == "councils") & (years.pays_gbp > 0)].pays_gbp.tolist())
    npsv = own[own.measure == "npsv"].set_index("case").value
    spread = spreads(now, drawn).set_index("option_id").loc[OUT]
    assert npsv["expected"] == pytest.approx(now.option(OUT).expected.measures.npsv_gbp)
    assert (npsv["p10"], npsv["p90"]) == pytest.approx((spread.p10_gbp, spread.p90_gbp))


def test_the_descriptor_describes_every_file_and_every_key_points_to_a_row(package):
    told = json.loads(package.read("datapackage.json"))
    for resource in told["resources"]:
        data = package.read(resource["path"])
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        if resource["format"] == "csv":
            names = list(pd.read_csv(io.BytesIO(data)).columns)
            assert names == [one["name"] for one in resource["schema"]["fields"]]
    table = figures(package)
    for column, other in (("partner_id", "partners"), ("option_id", "options"), ("line_id", "lines")):
        known = set(pd.read_csv(package.open(f"{other}.csv"))[column])
        assert set(table[column]) <= known, column


def test_a_partners_table_holds_nothing_of_anothers_rows():
    with store(with_canaries) as db:
        made = written(db, PaperKind.figures, PaperFormat.zip, OPTION, by=OWN_ANALYSTS[NHS], programme_id=PROGRAMME, number=LATEST)
    file = zipfile.ZipFile(io.BytesIO(made))
    text = "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
    assert found_in(text, COUNCIL, POLICE) == []
    assert WORDS[NHS] in text


def test_an_address_gives_the_table_to_pandas_as_its_maker_sees_it_until_it_ends(tmp_path):
    db = open_database(copy_store(made_once(with_canaries), tmp_path / "store"))
    order = LinkOrder(PROGRAMME, CHECKED, OPTION, "Table of figures", days=3, is_table=True)
    link = share_table(db, order, token=TOKEN, by=OWN_ANALYSTS[NHS], at=NOON)
    counted = []
    app = Starlette(routes=routes(lambda token: shared_page(db, token, NOON), counted.append))
    answer = asked(app, f"/s/{TOKEN}.csv")
    assert (answer.status, answer.header("content-type")) == (200, "text/csv; charset=utf-8")
    table = pd.read_csv(io.BytesIO(answer.body))
    assert set(table.version) == {CHECKED}
    assert table[table.measure == "npsv"].value.notna().all()
    assert found_in(answer.body.decode(), COUNCIL, POLICE) == []
    assert counted == [link.link_id]
    assert TOKEN not in str(every_link(db, PROGRAMME))
    assert shared_page(db, TOKEN, NOON + timedelta(days=4)) is None
    with pytest.raises(WrongLink, match="not checked"):
        share_table(db, LinkOrder(PROGRAMME, LATEST, OPTION, "Draft", is_table=True), token="u" * 43, by=ANALYST, at=NOON)
    with pytest.raises(Exception, match="may not"):
        share_table(db, order, token="v" * 43, by=VIEWER, at=NOON)
    db.close()
