"""People's own words on a page: shown as text, never as markdown, a link or a picture."""

import re

_LIVE = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@/^=])")


def plain(text: object) -> str:
    """Make a piece of text safe where Streamlit would read markdown.

    Every character that could start a format, a link, a picture, maths, an icon or a directive is escaped; line ends become spaces.
    """
    return _LIVE.sub(r"\\\1", " ".join(str(text).split()))
