"""How the meeting view looks: no menus, large type, one row of controls at the foot, and the code that opens it on a phone."""

from urllib.parse import urlsplit

import segno
import streamlit as st

from pages.shell.user_text import plain

SIZES_PX = (20, 23, 26, 30)
_SIZE = "meeting.size"
# A chart's smallest words are 14 pixels high: drawn this much larger they are as high as the words around it.
CHART_GROWS = 1.43
# Held in a hand, a screen is read from nearer than one on a wall.
IN_HAND = 0.8
LONG_TITLE = 75
STYLE = """
<style>
html {{ font-size: {size}px !important; }}
[data-testid="stHeader"], [data-testid="stToolbar"], .st-key-choices, .st-key-signed-in, hr {{ display: none !important; }}
[data-testid="stMainBlockContainer"] {{ padding: .3rem 1.6rem .2rem 1.6rem !important; max-width: 100%; }}
[data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] {{ gap: .2rem; }}
[data-testid="stMain"] :is(p, li, label, td, th, input, textarea, button, summary, code, [data-testid="stCaptionContainer"],
  .stMarkdownBadge, [data-baseweb="select"] *, [data-testid="stDateInput"] *) {{ font-size: 1rem !important; line-height: 1.35; }}
[data-testid="stMain"] [data-testid="stMetricValue"] * {{ font-size: 1.5rem !important; }}
[data-testid="stMain"] h1 {{ padding: 0 0 .3rem 0; font-size: 1.7rem; line-height: 1.2; }}
[data-testid="stMain"] .st-key-meeting-title-long h1 {{ font-size: 1.3rem; }}
[class*="st-key-wide-"] {{ zoom: {grows}; width: calc(100% / {grows}) !important; }}
[class*="st-key-meeting-title"] {{ padding-bottom: .35rem; }}
.st-key-meeting-screen {{ min-height: calc(100vh - 5.9rem); }}
[data-testid="stMain"]:has(.st-key-meeting-choice) .st-key-meeting-screen {{ min-height: calc(100vh - 6.3rem); }}
[data-testid="stLayoutWrapper"]:has(> .st-key-choices) {{ display: none; }}
.st-key-meeting-choice {{ position: fixed; bottom: .3rem; right: 1.6rem; width: auto !important; z-index: 2; }}
[data-testid="stMain"] .stMarkdownBadge {{ white-space: normal !important; }}
[data-testid="stMain"] [class*="st-key-positions"] {{ gap: .1rem; }}
.st-key-meeting-controls {{ border-top: 1px solid #7C8894; padding-top: .4rem; }}
.st-key-meeting-ask [data-testid="stMarkdownContainer"] p {{ font-size: 1.35rem !important; }}
@media (max-width: 640px) {{
  html {{ font-size: {in_hand}px !important; }}
  [data-testid="stMain"] .st-key-meeting-levers > div:has([data-testid="stNumberInput"]) {{
    flex: 1 1 28% !important; min-width: 28% !important; width: auto !important;
  }}
  [data-testid="stLayoutWrapper"]:has(> .st-key-meeting-levers) {{ flex: 1 0 100% !important; }}
  [data-testid="stMainBlockContainer"] {{ padding-inline: .8rem !important; }}
  .st-key-meeting-levers > div > * {{ max-width: 100%; }}
  .st-key-meeting-levers [data-testid^="stNumberInputStep"] {{ display: none; }}
  [data-testid="stMain"] .st-key-meeting-levers input {{ padding-inline: .4rem; }}
  [data-testid="stMain"] [class*="st-key-positions"] [data-variant="segmented_control"] {{ padding: 0 .2rem !important; }}
  [data-testid="stMain"] [class*="st-key-positions"] [data-variant="segmented_control"] p {{ font-size: .8rem !important; }}
  [data-testid="stMain"] [class*="st-key-positions"] [data-testid="stHorizontalBlock"] {{ gap: .1rem; padding-bottom: .35rem; }}
}}
.key-m {{ display: inline-flex; gap: .5rem; align-items: center; }}
.key-m input {{ width: 1.2rem; height: 1.2rem; }}
</style>
"""
KEY_M = (
    '<label class="key-m" for="key-m"><input type="checkbox" id="key-m" checked> '
    "Key M opens the meeting view from any page (when no box is being typed in)</label>"
)


def begin() -> None:
    """Take the menus away and make everything large."""
    at = _size()
    st.html(
        STYLE.format(size=SIZES_PX[at], in_hand=IN_HAND * SIZES_PX[at], grows=round(CHART_GROWS * SIZES_PX[at] / SIZES_PX[0], 3))
    )


def title(words: str, *, small: bool = False) -> None:
    """Draw the title of a screen: the longer it is, the smaller, so that what it is about keeps its room."""
    with st.container(key="meeting-title-long" if small or len(words) > LONG_TITLE else "meeting-title"):
        st.title(plain(words), anchor=False)


def size_buttons() -> None:
    """Draw the two buttons that make the text smaller and larger."""
    at = _size()
    for name, step, what in (("A−", -1, "Smaller text"), ("A+", 1, "Larger text")):
        st.button(
            name, key=f"meeting-size{step}", help=what, on_click=_resize, args=(step,),
            disabled=not 0 <= at + step < len(SIZES_PX),
        )  # fmt: skip


def key_m_box() -> None:
    """Draw the box that turns the key M off and on; the browser keeps what is chosen."""
    st.html(KEY_M)


def address_of_meeting(meeting_id: int) -> str | None:
    """The short link to a meeting as other people's browsers need it; None when this browser's own address is not known."""
    here = st.context.url
    if not isinstance(here, str) or not here.startswith("http"):
        return None
    parts = urlsplit(here)
    folder = parts.path.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{folder}/meeting?meeting={meeting_id}"


def way_in(meeting_id: int, *, small: bool = False) -> None:
    """Show the short link to a meeting, and the code that a phone's camera reads; small on a screen that has figures to show."""
    link = address_of_meeting(meeting_id)
    if link is None:
        st.caption("Open this page in a browser to see the link that others follow.")
        return
    picture = segno.make(link, error="m").svg_data_uri(scale=4, border=3, light="#FFFFFF", dark="#16212C")
    size = 120 if small else 190
    st.html(f'<img src="{picture}" width="{size}" height="{size}" alt="Code that opens this meeting on a phone">')
    st.code(link, language=None, wrap_lines=True)


def _size() -> int:
    size: int = st.session_state.setdefault(_SIZE, 0)
    return size


def _resize(step: int) -> None:
    st.session_state[_SIZE] = min(max(_size() + step, 0), len(SIZES_PX) - 1)
