"""Beds: the picture of two hospitals, by which a lay person sees why fewer people release money in one place and none in two."""

import streamlit as st

_BEDS = 10
_STYLE = """<style>
.beds { display: flex; gap: 1.5rem; flex-wrap: wrap; margin: 0.3rem 0 1rem; }
.beds .hospital { display: flex; gap: 4px; }
.beds .bed { width: 18px; height: 24px; border: 2px solid currentColor; border-radius: 3px; box-sizing: border-box; }
.beds .full { background: currentColor; opacity: 0.55; }
</style>"""


def picture() -> None:
    """Show eight empty beds in one place, and four and four in two; a full bed is filled, an empty one outlined."""
    st.markdown(
        "A hospital saves no wages when one bed is empty. "
        "**Cash comes when enough falls away in one place to close something whole.**"
    )
    st.markdown("One hospital, 8 empty beds: a ward of 8 shuts, and 8 lines of money stop.")
    st.html(_STYLE + _hospitals((8,), "Ten beds of one hospital, eight of them empty."))
    st.markdown("Two hospitals, 4 empty beds in each: nothing shuts, and no money stops.")
    st.html(_hospitals((4, 4), "Ten beds in each of two hospitals, four empty in each."))


def _hospitals(empty: tuple[int, ...], alt: str) -> str:
    return f'<div class="beds" role="img" aria-label="{alt}">{"".join(map(_hospital, empty))}</div>'


def _hospital(empty: int) -> str:
    beds = "".join(f'<span class="bed{"" if bed < empty else " full"}"></span>' for bed in range(_BEDS))
    return f'<div class="hospital">{beds}</div>'
