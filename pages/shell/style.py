"""Style: rules that the theme's settings cannot express, and a correction of one control."""

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
@media (max-width: 640px) {
  [data-testid="stButtonGroup"] [role="radiogroup"] { flex-wrap: wrap !important; mask-image: none !important; }
}
[class*="st-key-positions"] [data-variant="segmented_control"] { padding: 0 .55rem !important; }
[data-testid="stMetricValue"] * { white-space: normal !important; overflow: visible !important; }
[class*="st-key-decision-"] [role="radiogroup"] { flex-wrap: wrap; overflow: visible; mask-image: none; }
button p { margin-bottom: 0 !important; }
@media (forced-colors: active) {
  [data-variant][data-selected="true"] { forced-color-adjust: none; background: Highlight !important; }
  [data-variant][data-selected="true"] * { color: HighlightText !important; }
}
[class*="st-key-narrow-"] { display: none; }
@media (max-width: 640px) {
  [class*="st-key-narrow-"] { display: flex; }
  [class*="st-key-wide-"] { display: none; }
  .st-key-chart-first-on-a-phone > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] {
    flex-direction: column-reverse;
  }
}
[class*="st-key-figures-"] :is(td, th):not(:first-child) { text-align: right !important; font-variant-numeric: tabular-nums; }
[class*="st-key-figures-"] td:not(:first-child) { min-width: 5.6rem; }
[data-testid="stMainBlockContainer"] { padding-top: 3.75rem; padding-bottom: 3rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-choices) {
  position: sticky; top: 3.75rem; z-index: 90; background: var(--bar, #FFFFFF); border-bottom: 1px solid #7C8894;
  padding: .25rem 0; margin-bottom: -.5rem;
}
.st-key-choices { flex-wrap: nowrap !important; }
[data-testid="stLayoutWrapper"]:has(> .st-key-chosen) { flex: 1 1 auto; min-width: 0; }
.st-key-chosen { flex-wrap: nowrap !important; }
.st-key-chosen > div { flex: 1 1 0; min-width: 0; max-width: 24rem; }
.st-key-chosen > [class*="st-key-version-"] { flex: 0 1 11.5rem; }
@media (prefers-color-scheme: dark) { :root { --bar: #0F1720; } }
[data-testid="stExpandSidebarButton"] { width: auto !important; padding: 0 .75rem !important; gap: .25rem; }
[data-testid="stExpandSidebarButton"]::after { content: "Menu"; font-size: 1rem; font-weight: 600; }
@media (max-width: 640px) {
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"] > * > * > * > * > [data-testid="stMetric"]) {
    display: grid; grid-template-columns: 1fr 1fr; gap: .5rem;
  }
  [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:has(> * > * > * > * > [data-testid="stMetric"]) {
    width: auto !important; min-width: 0 !important;
  }
  [data-testid="stColumn"] > * > * > :has(> * > [data-testid="stMetric"]) { padding: .6rem !important; gap: .25rem; }
  [data-testid="stMetricValue"] { font-size: 1.45rem !important; }
  [class*="st-key-narrow-"] [class*="st-key-figures-"] :is(td, th) { min-width: 0 !important; padding: .3rem .25rem !important; }
}
@media (max-width: 600px) {
  table[data-cards], table[data-cards] :is(tbody, tr, td) { display: block; width: 100% !important; }
  table[data-cards] thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table[data-cards] tr { border: 1px solid #7C8894; border-radius: 6px; margin-bottom: .5rem; padding: .25rem .5rem; }
  table[data-cards] td { display: flex !important; justify-content: space-between; gap: 1rem; border: 0 !important;
    padding: .15rem 0 !important; text-align: right !important; min-width: 0 !important; }
  table[data-cards] td::before { content: attr(data-head); flex: 0 0 auto; max-width: 55%; text-align: left; opacity: .85; }
  table[data-cards] td:first-child { font-weight: 600; text-align: left !important; }
  table[data-cards] td:first-child::before { content: none; }
  table[data-cards] td:is(:empty) { display: none !important; }
}
@media (max-width: 768px) {
  [data-testid="stSidebar"][data-collapsed="false"] { width: 100vw !important; max-width: 100vw !important; }
  [data-testid="stSidebarNavItems"] { columns: 2; column-gap: .5rem; max-height: none !important; }
  [data-testid="stSidebarNavItems"] > div { break-inside: avoid; }
  [data-testid="stSidebarNavItems"] a { margin: 0; }
  [data-testid="stSidebarHeader"] { margin-bottom: 0; }
  .st-key-chosen > [class*="st-key-version-"] { flex: 0 1 4.2rem; }
  :is(.st-key-chosen, .st-key-choices) { gap: .35rem !important; }
  .st-key-search button kbd { display: none !important; }
  .st-key-search button p { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
@media (max-width: 480px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-choices) { position: static; }
  .st-key-chosen { flex-wrap: wrap !important; }
  .st-key-chosen > div { flex: 1 1 50%; }
  .st-key-chosen > div:first-child { flex: 1 1 100%; }
  .st-key-chosen > [class*="st-key-version-"]:not(:first-child) { flex: 0 1 7.5rem; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
</style>
"""
MEND = '<script src="/app/static/mend.js"></script><script src="/app/static/meeting.js"></script>'


def add_frame() -> None:
    """Make captions and the place of the keyboard visible enough, keep still for people who ask for it, name upload controls."""
    st.html(STYLE)
    st.html(MEND, unsafe_allow_javascript=True)
