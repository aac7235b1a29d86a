"""User text: words that people typed, shown as text, never as markdown, a link or a picture."""

import re

_LIVE = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@/^=])")
# Where text would become a link by itself: escapes do not stop that, since it happens after they are read.
_LINKS = re.compile(r"(?=https?://|www\.)|(?<=[\w.+-])(?=@)", re.IGNORECASE)
WORD_JOINER = "\u2060"
# Between a minus and the sign of pounds a line may otherwise break.
_LOSSES = re.compile("(?<=\u2212)(?=£)")


def plain(text: object) -> str:
    """Make a piece of text safe where Streamlit would read markdown.

    Every character that could start a format, a link, a picture, maths, an icon or a directive is escaped, and an invisible
    joiner keeps addresses from becoming links, and another a minus and its pounds on one line; line ends become spaces.
    """
    return unbroken(_escaped(text))


def unbroken(text: str) -> str:
    """Keep a minus and its pounds on one line, in text that is shown as it is."""
    return _LOSSES.sub(WORD_JOINER, text)


def _escaped(text: object) -> str:
    return _LIVE.sub(r"\\\1", _LINKS.sub(WORD_JOINER, " ".join(str(text).split())))
