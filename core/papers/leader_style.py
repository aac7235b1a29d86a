"""Style of the leader's page: the product's colours, light and dark, for phone, screen and paper."""

from markupsafe import Markup

from core.charts.kit.theme import DARK, LIGHT, Theme

_RULES = (
    "*{box-sizing:border-box}",
    "body{margin:0;background:var(--page);color:var(--text);font:17px/1.5 system-ui,sans-serif}",
    "main{max-width:42rem;margin:0 auto;padding:1rem}",
    "h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.2rem;margin:1.6rem 0 .4rem}p{margin:.4rem 0}",
    "h1,h2,p,li,th,td,dt,dd{overflow-wrap:anywhere}",
    ".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.7rem;margin:.5rem 0}",
    ".card{background:var(--card);border:1px solid var(--border);border-radius:4px;padding:.6rem .7rem}",
    "dt{font-size:.95rem}dd{margin:0;font-size:.85rem}dd b{display:block;font-size:1.35rem}",
    ".note,caption{color:var(--muted);font-size:.9rem}caption{text-align:left}",
    ".draft,.checked{padding:.4rem .7rem;border-radius:4px}.draft{background:var(--warn-back);color:var(--warn)}",
    ".checked{background:var(--good-back);color:var(--good)}",
    "table{border-collapse:collapse;width:100%;margin:.6rem 0}th,td{padding:.35rem .25rem;border-bottom:1px solid var(--border)}",
    "td,th:not(:first-child){text-align:right;font-variant-numeric:tabular-nums}td,.n{white-space:nowrap}",
    "th:first-child{text-align:left;font-weight:400}",
    "thead th,tfoot th,tfoot td,thead th:first-child,tfoot th:first-child{font-weight:600}",
    "svg{display:block;width:100%;max-width:30rem;margin:.6rem 0}svg text{font-size:13px;fill:var(--text)}",
    "svg .small{font-size:12px;fill:var(--muted)}.pays{fill:var(--pays)}.gains,.mark{fill:var(--gains)}",
    ".few{fill:none;stroke:var(--gains);stroke-dasharray:3}.axis{stroke:var(--text)}.grid{stroke:var(--border);stroke-dasharray:2}",
    ".line{fill:none;stroke:var(--gains);stroke-width:2.5}.mark{stroke:var(--page);stroke-width:2}",
    "ul{padding-left:1.2rem;margin:.4rem 0}li{margin:.3rem 0}",
    "@media print{body{font-size:11pt}main{max-width:none;padding:0}svg,tr,.card{break-inside:avoid}h2{break-after:avoid}}",
)


def style() -> Markup:
    """Write the style sheet: small, and the same for every page."""
    light, dark = _colours(LIGHT), _colours(DARK)
    schemes = f":root{{color-scheme:light dark;{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return Markup(schemes + "".join(_RULES))  # noqa: S704 - the product's own words and colours


def _colours(theme: Theme) -> str:
    named = {
        "page": theme.page,
        "card": theme.card,
        "text": theme.text,
        "muted": theme.muted,
        "border": theme.border,
        "pays": theme.pays,
        "gains": theme.benefits,
        "warn": theme.warn,
        "warn-back": theme.warn_background,
        "good": theme.good,
        "good-back": theme.good_background,
    }
    return "".join(f"--{name}:{colour};" for name, colour in named.items())
