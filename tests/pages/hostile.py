"""A programme whose names try to be markdown, HTML, maths, icons, links and formulas."""

from tests.core.ingest.folders import GOOD, cell, files_of

PROGRAMME = "**Bold** [link](http://evil.example) <img src=x onerror=alert(1)>"
QUESTION = "# Heading $\\frac{1}{2}$ and $x$ :material/home: :red[red] :smile: https://evil.example"
PARTNER = "=1+1 <b>Council</b> `code` [a](javascript:alert(1)) ~~no~~"
LONG_PARTNER = "A partner whose name goes on for as long as sixty characters"
OPTION = "-2+3 :blue-badge[Out] <script>alert(1)</script> *now*"
OPTION_UP = "@SUM(A1) $y$ ![x](http://evil.example/x.png) :material/delete:"
BENEFIT = "| ward | --- | <a href=http://evil.example>beds</a> $z$"
CENTRE = "<marquee>Ward</marquee> :rainbow[one] _under_ www.evil.example"
SOURCE = "See [this](http://evil.example) &lt;b&gt; $s$"

# Once every escaped character is taken out of a text, none of these may be left: each would start a format.
LIVE_MARKS = (
    *("](", "![", "`code", "~~", "*now*"),
    *("<img", "<b>", "<a ", "<script", "<marquee", "&lt;"),
    *("$x$", "$y$", "$z$", "$s$"),
    *(":red[", ":rainbow[", ":blue-badge[Out", ":smile:", ":material/home", ":material/delete"),
    *("://evil", "www.evil"),
)


def hostile_files() -> dict[str, bytes]:
    """The good folder with such names in every place that pages show."""
    changes = [
        ("programme", 2, "programme_id", "hostile"),
        ("programme", 2, "title", PROGRAMME),
        ("programme", 2, "question", QUESTION),
        ("partners", 2, "title", PARTNER),
        ("partners", 3, "title", LONG_PARTNER),
        ("options", 3, "title", OPTION),
        ("options", 4, "title", OPTION_UP),
        ("benefits", 2, "title", BENEFIT),
        ("benefits", 2, "source", SOURCE),
        ("benefits", 2, "release_agreed", "true"),
        ("cost_centres", 2, "title", CENTRE),
        ("sites", 2, "title", CENTRE),
        ("outcomes", 2, "title", BENEFIT),
        ("costs", 2, "title", PARTNER),
        ("costs", 2, "source", SOURCE),
        ("levers", 2, "title", OPTION_UP),
        ("levers", 2, "ask", SOURCE),
    ]
    tables = GOOD
    for table, line, column, value in changes:
        tables = cell(table, line, column, value, tables)
    return files_of(tables)
