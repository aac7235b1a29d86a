"""What surrounds every page: the rules of style that settings cannot express, and one mend to a control."""

import streamlit as st

STYLE = """
<style>
:focus-visible { outline: 3px solid #B0420A !important; outline-offset: 2px !important; }
[data-testid="stCaptionContainer"] { color: #4A5866 !important; opacity: 1 !important; }
@media (prefers-color-scheme: dark) {
  :focus-visible { outline-color: #FFC988 !important; }
  [data-testid="stCaptionContainer"] { color: #A9B6C3 !important; }
  [data-testid="stSliderThumbValue"] *,
  [role="tab"][aria-selected="true"] *,
  [data-variant][data-selected="true"] * { color: #8EC2FF !important; }
}
:is(button, summary) .stMarkdownColoredText {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
[data-variant="segmented_control"] { height: auto !important; min-height: 2rem; overflow: visible !important; }
button p { margin-bottom: 0 !important; }
@media (forced-colors: active) {
  [data-variant][data-selected="true"] { forced-color-adjust: none; background: Highlight !important; }
  [data-variant][data-selected="true"] * { color: HighlightText !important; }
}
[class*="st-key-narrow-"] { display: none; }
@media (max-width: 640px) {
  [class*="st-key-narrow-"] { display: flex; }
  [class*="st-key-wide-"] { display: none; }
}
[class*="st-key-figures-"] :is(td, th):not(:first-child) { text-align: right !important; font-variant-numeric: tabular-nums; }
[class*="st-key-figures-"] td:not(:first-child) { min-width: 5.6rem; }
[data-testid="stMainBlockContainer"] { padding-top: 4.5rem; padding-bottom: 3rem; }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
</style>
"""
MEND = '<script src="/app/static/mend.js"></script><script src="/app/static/meeting.js"></script>'


def add_frame() -> None:
    """Make captions and the place of the keyboard visible enough, keep still for people who ask for it, name upload controls."""
    st.html(STYLE)
    st.html(MEND, unsafe_allow_javascript=True)
