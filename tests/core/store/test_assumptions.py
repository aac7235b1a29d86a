import shutil

import pytest

from core.domain.errors import DamagedAssumptions
from core.store.assumptions import ASSUMPTIONS, load_assumptions, load_figure_sources
from tests.case_files import assumptions

FIGURE = """
[[figure]]
table = "sites"
column = "people_per_year"
key = "s1"
source = "Authority table, row 3"
vintage = "2025"
rating = "green"

[[figure]]
table = "costs"
column = "amount_gbp"
source = "Illustrative"
rating = "red"
"""


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(ASSUMPTIONS, tmp_path / "assumptions")


def test_the_projects_own_figures_are_read_with_their_vintages():
    assert load_assumptions() == assumptions()


def test_a_missing_file_of_figures_is_named(folder):
    (folder / "discount_rates.toml").unlink()
    with pytest.raises(DamagedAssumptions, match=r"discount_rates\.toml.*No such file"):
        load_assumptions(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("benefit_cut = [", "benefit_cut = [2.0, ", "benefit_cut"),
        ("cost_uplift", "cost_lift", "cost_uplift"),
        ('rating = "amber"', 'rating = "blue"', "rating"),
        ("name = ", "name ", "confidence_grades"),
    ],
)
def test_figures_that_make_no_sense_are_refused_by_name(folder, old, new, said):
    path = folder / "confidence_grades.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(DamagedAssumptions, match=said):
        load_assumptions(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2030 = 111.638491\n", "", "no index for 2030"),
        ('kind = "assumed"', 'kind = "guessed"', "kind"),
        ("1990 = 43.47035", "1990 = 0", "greater than 0"),
        ('rating = "amber"\n', "", "rating"),
    ],
)
def test_price_indices_that_make_no_sense_are_refused_by_name(folder, old, new, said):
    path = folder / "gdp_deflators.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(DamagedAssumptions, match=rf"gdp_deflators\.toml.*{said}"):
        load_assumptions(folder)


def test_the_sources_of_a_programmes_figures_are_read(folder):
    (folder / "figures_probation.toml").write_text(FIGURE)
    sources = load_figure_sources("probation", folder)
    assert [(source.table, source.key, source.rating.value) for source in sources] == [
        ("sites", "s1", "green"),
        ("costs", None, "red"),
    ]


def test_a_programme_without_written_sources_has_none(folder):
    assert load_figure_sources("other", folder) == ()


@pytest.mark.parametrize("name", ["../assumptions/figures_x", "a/b", "x.", "", "x\n", "é"])
def test_an_id_that_is_not_plain_never_becomes_a_path(folder, name):
    (folder / "figures_").mkdir()
    for made in ("figures_x.", "figures_é", "figures_x\n"):
        (folder / f"{made}.toml").write_text(FIGURE)
    assert load_figure_sources(name, folder) == ()


def test_a_figure_without_a_source_is_refused(folder):
    (folder / "figures_x.toml").write_text('[[figure]]\ntable = "costs"\ncolumn = "amount_gbp"\nrating = "red"\n')
    with pytest.raises(DamagedAssumptions, match=r"figures_x\.toml.*source"):
        load_figure_sources("x", folder)
