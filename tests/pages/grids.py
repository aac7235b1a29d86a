"""Typing in a grid without a browser: what a browser would send is put beside what the other controls hold."""

import json
from collections.abc import Mapping, Sequence

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import seen


def type_in_grid(
    page: AppTest,
    *,
    cells: Mapping[int, Mapping[str, object]] | None = None,
    added: Sequence[Mapping[str, object]] = (),
    deleted: Sequence[int] = (),
    press: str | None = None,
) -> AppTest:
    """Run a page with its one grid edited, and a button pressed in the same run when it is named by its label.

    Args:
        page: the page.
        cells: place of a row -> column -> what is typed.
        added: new rows, column -> what is typed.
        deleted: places of rows that are taken out.
        press: label of a button.
    """
    if press is not None:
        next(button for button in page.button if button.label == press).click()
    states = page._tree.get_widget_states()
    grid = states.widgets.add()
    grid.id = page.dataframe[0].proto.id
    said = {str(place): dict(row) for place, row in (cells or {}).items()}
    grid.string_value = json.dumps({"edited_rows": said, "added_rows": [dict(row) for row in added], "deleted_rows": list(deleted)})
    return seen(page._run(states))
