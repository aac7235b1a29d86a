"""Numbers as people write them to digits with a point: £1,234, (500), 500-, 1.2m, 35%, 1.234,56."""

import re
from decimal import Decimal

from core.ingest.messy.cells.result import Outcome, Read, RepairKind, Wrong
from core.ingest.messy.mapping import DecimalStyle
from core.ingest.numbers import EXAMPLE, plain_number

_SHAPE = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+\u2212\u2013])?\s*(?P<currency>£|\$|€|gbp|eur|usd)?\s*(?P<inner>[-\u2212\u2013])?\s*"
    r"(?P<digits>[0-9](?:[0-9.,'’ \u00a0\u202f]*[0-9.])?|[.,][0-9]+)\s*(?P<multiple>k|m|mn|bn|thousand|million|billion)?\s*"
    r"(?P<percent>%)?\s*(?P<after>£|\$|€|gbp|eur|usd)?\s*(?P<trailing>[-\u2212\u2013])?\s*(?P<close>\))?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?P<mark>[, '’\u00a0\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_COMMA_DECIMAL = re.compile(r"[0-9]+,[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")
_MULTIPLES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_POUNDS = re.compile(r"(£)?([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_POUND_OFF, _MARKS_OFF = "the pound sign taken off", "marks between thousands taken off"
_SWAP = str.maketrans(",.", ".,")


def number_read(cell: str, style: DecimalStyle = DecimalStyle.point) -> Outcome:
    """Read a number without spaces at its ends; the result is plain digits, with 'a per cent' told by `why`."""
    if plain_number(cell) is not None and (style is DecimalStyle.point or "." not in cell):
        return Read(cell)
    if style is DecimalStyle.point and (usual := _POUNDS.fullmatch(cell)):
        return _in_pounds(usual)
    if cell.startswith("'") and isinstance(bare := number_read(cell[1:], style), Read):
        return Read(bare.text, f"the apostrophe taken off{', ' if bare.why else ''}{bare.why}")
    return _shaped(cell, style)


def _shaped(cell: str, style: DecimalStyle) -> Outcome:
    shape = _SHAPE.fullmatch(cell)
    if shape is None or bool(shape["open"]) != bool(shape["close"]):
        return Wrong(RepairKind.not_a_number, "not a number", EXAMPLE)
    currency = (shape["currency"] or shape["after"] or "").lower()
    if currency not in ("", "£", "gbp"):
        return Wrong(RepairKind.other_currency, "not in pounds", "Give the amount in pounds.")
    digits = _digits(shape["digits"], style)
    if digits is None:
        return _wrong_digits(shape["digits"], style)
    return _put_together(cell, shape, digits, bool(currency), style)


def _in_pounds(usual: re.Match[str]) -> Read:
    """The common case by a short way: £1,234.50 keeps its digits."""
    digits = usual[2].replace(",", "")
    told = (_POUND_OFF if usual[1] else "", _MARKS_OFF if digits != usual[2] else "")
    return Read(digits + (usual[3] or ""), ", ".join(part for part in told if part))


def _digits(written: str, style: DecimalStyle) -> str | None:
    told = written.translate(_SWAP) if style is DecimalStyle.comma else written
    if _PLAIN.fullmatch(told):
        return told
    return re.sub(r"[^0-9.]", "", told) if _GROUPED.fullmatch(told) else None


def _wrong_digits(written: str, style: DecimalStyle) -> Wrong:
    if style is DecimalStyle.point and _COMMA_DECIMAL.fullmatch(written):
        meant = written.replace(".", "").replace(",", ".")
        return Wrong(RepairKind.decimal_comma, "a decimal comma among decimal points", EXAMPLE, meant)
    return Wrong(RepairKind.not_a_number, "its commas and points do not make a number", EXAMPLE)


def _put_together(cell: str, shape: re.Match[str], digits: str, has_pound: bool, style: DecimalStyle) -> Outcome:
    minuses = [shape["open"], shape["inner"], shape["trailing"], shape["sign"] if shape["sign"] not in (None, "+") else None]
    signs = sum(mark is not None for mark in minuses)
    if signs > 1 or (shape["multiple"] and shape["percent"]):
        return Wrong(RepairKind.not_a_number, "not a number", EXAMPLE)
    power = _MULTIPLES.get((shape["multiple"] or "").lower(), 0) - (2 if shape["percent"] else 0)
    value = Decimal(digits).scaleb(power)
    text = as_digits(-value if signs else value)
    told = [
        _POUND_OFF if has_pound else "",
        "a minus in front" if signs and not cell.startswith("-") else "",
        "the plus taken off" if shape["sign"] == "+" and not signs else "",
        f"{shape['multiple']} is {10 ** _MULTIPLES[shape['multiple'].lower()]:,}" if shape["multiple"] else "",
        "a per cent is 0.01" if shape["percent"] else "",
        "a decimal comma" if style is DecimalStyle.comma and "," in shape["digits"] else "",
        _MARKS_OFF if re.search(_MARKS[style], shape["digits"]) else "",
    ]
    return Read(text, ", ".join(part for part in told if part) or "the sign written plainly")


_MARKS = {DecimalStyle.point: r"[, '’\u00a0\u202f]", DecimalStyle.comma: r"[. '’\u00a0\u202f]"}


def as_digits(value: Decimal) -> str:
    """Write a decimal number without an exponent and without needless zeros."""
    if not value:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
