"""Ids made of titles, so that people never type one."""

import re
import unicodedata
from collections.abc import Collection

LONGEST_MADE = 40
_AND_BETWEEN_LETTERS = re.compile(r"\b([a-z])&([a-z])\b")
_APOSTROPHES = re.compile(r"['’‘`]")
_WORDS = re.compile(r"[a-z0-9]+")


def make_id(title: str, taken: Collection[str], otherwise: str) -> str:
    """Make the id of a row from its title: 'A&E attendances' -> ae_attendances, 'Ynys Môn' -> ynys_mon.

    Args:
        title: what people call it.
        taken: ids that are in use already; they compare without regard to capitals.
        otherwise: the word to use where the title has no letter or figure of the Latin script.
    """
    text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    text = _APOSTROPHES.sub("", _AND_BETWEEN_LETTERS.sub(r"\1\2", text)).replace("&", " and ")
    stem = "_".join(_WORDS.findall(text))[:LONGEST_MADE].strip("_") or otherwise
    used = {each.lower() for each in taken}
    made, number = stem, 2
    while made in used:
        made, number = f"{stem}_{number}", number + 1
    return made
