"""Lists, plurals and counts in plain British English."""

import re
from collections.abc import Sequence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def listed(names: Sequence[str]) -> str:
    """Join names: 'A', 'A and B', 'A, B and C'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def listed_briefly(names: Sequence[str], most: int = 3) -> str:
    """Join names, and count those beyond the most: 'A, B and 8 others'."""
    if len(names) <= most:
        return listed(names)
    shown = list(names[: most - 1])
    return listed([*shown, f"{counted(len(names) - len(shown))} others"])


def counted(number: int) -> str:
    """Spell a number up to ten: 'three', '11'."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def verb(number: int, one: str, many: str) -> str:
    """Choose 'pays' for one and 'pay' for many."""
    return one if number == 1 else many


_MANY = re.compile(
    r"^(?:the )?(?:all|both|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]+) |"
    r"\b(?:councils|boroughs|authorities|providers|partners|businesses|employers|residents|people|victims|schools|hospitals|trusts|"
    r"charities|landlords|courts|prisons|families|households|carers|patients|taxpayers|companies|firms|colleges|universities|"
    r"districts|counties|forces|practices|associations|funders|volunteers|tenants|pupils|parents)$",
    re.IGNORECASE,
)
_AFTER_THE_NOUN = re.compile(r" (?:of|for|in|on|at|with|who|and their|housed|together)\b|[(,]")


def verb_of(names: Sequence[str], one: str, many: str) -> str:
    """Choose the verb that goes with names: 'gain' for several, and for one that is many itself, 'The ten councils'."""
    return many if len(names) != 1 or _is_many(names[0]) else one


def _is_many(name: str) -> bool:
    """Tell whether one name is of many: by its number, or by the noun it turns on."""
    return _MANY.search(_AFTER_THE_NOUN.split(name.strip(), maxsplit=1)[0].strip()) is not None


def capitalised(sentence: str) -> str:
    """Give a sentence its capital, leaving the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def plural(unit: str) -> str:
    """Give a unit that is named in the singular its plural: 'court event' becomes 'court events'.

    The word that is counted stands before the first preposition ('person in work', 'bed-day on a ward') and before a
    participle ('crime prevented'); a length of time at the very end is counted instead ('child in care year'). Words
    that are plural already are left as they are.
    """
    words = re.split(r"(\s+)", unit)
    place = _counted_word(words)
    return unit if place is None else "".join([*words[:place], _plural_word(words[place]), *words[place + 1 :]])


_PREPOSITIONS = frozenset(
    ["in", "into", "on", "at", "to", "from", "of", "by", "for", "with", "without", "who", "not", "per", "under", "over", "out", "a"]
)
_PARTICIPLES = frozenset(
    ["kept", "lost", "taken", "spent", "made", "held", "met", "left", "given", "won", "found", "sent", "built"]
)
_TIMES = frozenset(f"{time}{s}" for time in ("year", "month", "week", "day", "night", "hour") for s in ("", "s"))
_BEFORE_A_SINGLE_TIME = frozenset(["a", "an", "the", "per", "each", "every", "last", "this", "first", "one"])
_IRREGULAR = {"person": "people", "child": "children", "man": "men", "woman": "women", "life": "lives"}
_PLURAL_ALREADY = frozenset(_IRREGULAR.values())


def _counted_word(words: Sequence[str]) -> int | None:
    """Find the place of the word that is counted, among words and the spaces between them."""
    places = [index for index, word in enumerate(words) if word.strip()]
    if len(places) > 1 and words[places[-1]] in _TIMES and words[places[-2]] not in _BEFORE_A_SINGLE_TIME:
        return places[-1]
    ends = (place for place in places[1:] if words[place].lower() in _PREPOSITIONS or words[place].startswith("("))
    end = next(ends, len(words))
    head = [place for place in places if place < end]
    while len(head) > 1 and _is_participle(words[head[-1]]):
        head.pop()
    return head[-1] if head else None


def _is_participle(word: str) -> bool:
    return word in _PARTICIPLES or (len(word) > 4 and word.endswith("ed") and not word.endswith("eed"))


def _plural_word(word: str) -> str:
    before, hyphen, last = word.rpartition("-")
    return f"{before}{hyphen}{_plural_part(last)}"


def _plural_part(word: str) -> str:
    small = word.lower()
    if not word[-1:].isalpha() or small in _PLURAL_ALREADY:
        return word
    if small in _IRREGULAR:
        return word[0] + _IRREGULAR[small][1:]
    if len(word) > 1 and word.isupper():
        return f"{word}s"
    return _regular(word)


def _regular(word: str) -> str:
    if word.endswith("is"):
        return f"{word[:-2]}es"
    if word.endswith(("ss", "us", "sh", "ch", "x", "z")):
        return f"{word}es"
    if word.endswith("s"):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"
