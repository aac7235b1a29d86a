"""A person in front of a page, over a store that others use as well; and what was written down of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from core.store import audit
from core.store.audit import Entry
from core.store.database import Database, open_database
from pages.shell.page_list import PAGES
from tests.pages.conftest import seen, texts
from tests.pages.page_switch import switch_to

SAMPLE, OUT, UP, BOTH = "cbt_probation", "ten_boroughs", "new_rules", "boroughs_then_rules"
ADMIN, ANALYST, ASSURER, BOARD, VIEWER = (f"{role}.sample" for role in ("admin", "analyst", "assurer", "board", "viewer"))
POLICE, NHS = "board.gmp.sample", "analyst.nhs_gm.sample"
BOXES = ("text_input", "text_area", "number_input", "date_input", "selectbox", "radio", "multiselect", "checkbox", "button_group")


class Sitting:
    """One person's browser on one page. `show` makes it the browser that asks, as long as nobody else's runs."""

    def __init__(self, show: Callable[[], None], page: str, address: dict[str, str]) -> None:
        self._show, self._typed = show, {}
        self.page = AppTest.from_file(str(PAGES / "main.py"), default_timeout=180)
        for name, value in address.items():
            self.page.query_params[name] = value
        if page != "summary.py":
            switch_to(self.page, page)
        self.look()

    def look(self) -> "Sitting":
        """Draw the page with what stands in its boxes and grids; nothing may be raised."""
        self._show()
        if not self._typed:
            self.page = seen(self.page.run())
            return self
        states = self.page._tree.get_widget_states()
        for id_, value in self._typed.items():
            states.widgets.add(id=id_, string_value=value)
        self.page = seen(self.page._run(states))
        return self

    @property
    def told(self) -> str:
        """All text of the page, its tables and figures too."""
        tables = " ".join(table.value.to_csv() for table in (*self.page.table, *self.page.dataframe))
        figures = " ".join(f"{metric.label} {metric.value} {metric.delta}" for metric in self.page.metric)
        return f"{texts(self.page)} {tables} {figures}".replace("\\", "")

    @property
    def refused(self) -> str:
        """The sentences with which something was refused."""
        return " ".join(str(error.value) for error in self.page.error).replace("\\", "")

    @property
    def buttons(self) -> set[str]:
        """Labels of every button."""
        return {button.label for button in self.page.button}

    def box(self, label: str, place: int = 0) -> Any:
        """The box of a label, or of a key; where several have it, the one at this place."""
        found = [box for kind in BOXES for box in getattr(self.page, kind) if label in (box.label, box.key)]
        assert found, (label, [box.label for kind in BOXES for box in getattr(self.page, kind)])
        return found[place]

    def fill(self, label: str, value: object, place: int = 0) -> "Sitting":
        """Put something in a box; what is in a form waits for its button."""
        self.box(label, place).set_value(value)
        return self

    def pick(self, label: str, value: object) -> "Sitting":
        """Put something in a box and let the page be drawn anew, as a browser does at once."""
        return self.fill(label, value).look()

    def type_in_grid(self, key_begins: str, edits: dict[str, object], *, added: tuple[dict[str, object], ...] = ()) -> "Sitting":
        """Type into the cells of a grid: row -> column -> value; and rows below it."""
        (id_,) = self._grids(key_begins)
        self._typed[id_] = json.dumps({"edited_rows": edits, "added_rows": list(added), "deleted_rows": []})
        return self.look()

    def forget_grids(self) -> "Sitting":
        """Let go of what the browser holds of its grids, as it does when they leave the page."""
        self._typed.clear()
        return self

    def holds_what_was_typed(self, key_begins: str) -> bool:
        """True where the very grid that was typed into is still there, so that the browser goes on showing what was typed."""
        return any(id_ in self._typed for id_ in self._grids(key_begins))

    def _grids(self, key_begins: str) -> set[str]:
        """Ids of the grids whose key begins so."""
        ids = {str(getattr(getattr(node, "proto", None), "id", "")) for node in self.page}
        return {id_ for id_ in ids if id_.startswith("$$ID") and f"-{key_begins}" in id_}

    def press(self, label: str, place: int = 0) -> "Sitting":
        """Press a button."""
        found = [button for button in self.page.button if button.label.partition(":gray[")[0] == label]
        assert len(found) > place, (label, self.buttons)
        found[place].click()
        return self.look()


class Store:
    """The store as it is now, looked at past every page."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def read(self, what: Callable[[Database], Any]) -> Any:
        """Read something of it."""
        db = open_database(self._home)
        try:
            return what(db)
        finally:
            db.close()

    def audited(self, action: str) -> Entry:
        """The last entry of the audit of one action."""
        found = self.read(lambda db: audit.entries(db, SAMPLE, actions=(action,)))
        assert found, f"nothing in the audit of {action}"
        return found[0]
