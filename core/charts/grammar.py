"""Lists, plurals and counts in plain British English."""

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


def capitalised(sentence: str) -> str:
    """Give a sentence its capital, leaving the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
