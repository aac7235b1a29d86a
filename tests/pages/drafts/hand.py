"""A hand at the guided start, without a browser: it counts what it types and presses; and what the sample's authors know."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.domain.drafts import Draft
from tests.pages.conftest import seen
from tests.pages.drafts.test_drafts_page import drafts_of

SAMPLE = Path("data/samples/gm_housing_first")
SUMS = (
    *("npsv_gbp", "pv_cost_gbp", "pv_public_cost_gbp", "pv_public_value_gbp"),
    *("pv_fiscal_gbp", "pv_cash_released_gbp"),
)


def rows(table: str) -> list[dict[str, str]]:
    """Rows of the sample's own folder: what its authors know."""
    with (SAMPLE / f"{table}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def percent(share: str) -> str:
    return f"{float(share) * 100:g}%"


@dataclass
class Hand:
    """A hand at the page, which counts cells typed and presses made; a pick is two: it is opened, and chosen from."""

    page: AppTest
    home: Path
    typed: int = 0
    presses: int = 0

    @property
    def draft(self) -> Draft:
        return drafts_of(self.home)[0]

    def name(self, table: str, key: tuple[str, ...], column: str) -> str:
        return f"draft-{self.draft.draft_id}-{table}-{'.'.join(key)}-{column}"

    def run(self) -> None:
        self.page = seen(self.page.run())

    def box(self, table: str, key: tuple[str, ...], **cells: str) -> None:
        """Type cells of one row; each is kept as it is left."""
        for column, text in cells.items():
            if text:
                self.page.text_input(key=self.name(table, key, column)).set_value(text)
                self.typed += 1

    def pick(self, table: str, key: tuple[str, ...], **cells: str) -> None:
        """Pick cells of one row."""
        for column, value in cells.items():
            self.page.selectbox(key=self.name(table, key, column)).set_value(value)
            self.presses += 2

    def write(self, label: str, text: str) -> None:
        """Type in the box of a label."""
        (*_, found) = [box for box in (*self.page.text_input, *self.page.text_area) if box.label == label]
        found.set_value(text)
        self.typed += 1

    def tick(self, name: str) -> None:
        self.page.checkbox(key=name).check()
        self.presses += 1

    def choose(self, name: str, values: Iterable[str], *, typed: int = 0) -> None:
        """Choose several, of which so many are typed."""
        chosen = list(values)
        self.page.multiselect(key=name).set_value(chosen)
        self.typed += typed
        self.presses += 1 + len(chosen) - typed
        self.run()

    def press(self, label: str) -> None:
        (button,) = [button for button in self.page.button if button.label.split(":gray")[0] == label]
        self.page = seen(button.click().run())
        self.presses += 1

    def step(self, number: int) -> None:
        (bar,) = [control for control in self.page.segmented_control if control.label == "Step"]
        self.page = seen(bar.set_value(number).run())
        self.presses += 1
