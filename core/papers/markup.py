"""People's own words in HTML: shown as text, never as markup."""

import re
from html import escape

# Characters no page may hold, and those that turn the direction of text round: a figure beside them would read backwards.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_AMOUNT = re.compile(r"[\u2212+]£[\d.,]*\d[a-z]*")


def text(words: object) -> str:
    """Make a piece of text safe between tags and in quoted attributes; line ends become spaces."""
    return escape(_UNSEEN.sub("", " ".join(str(words).split())), quote=True)


def sentence(words: object) -> str:
    """Make a text safe as `text` does, and keep each amount of money on one line: a minus alone at its end would be lost."""
    return _AMOUNT.sub(r'<span class="n">\g<0></span>', text(words))


def shortened(words: str, most: int) -> str:
    """Cut a text that is too long for its place, and show that it was cut."""
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= most else f"{one_line[: most - 1].rstrip()}…"
