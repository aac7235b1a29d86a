"""Theme: the colours of the product, light and dark, and what is worked out from them.

The colours themselves are settled by hand. A test holds every pair that is drawn to the Web Content Accessibility Guidelines 2.2,
level AA (text 4.5 to 1, graphics 3 to 1).
"""

from dataclasses import dataclass

TEXT_CONTRAST = 4.5
GRAPHIC_CONTRAST = 3.0
FONT = '"Source Sans", "Source Sans Pro", sans-serif'
TEXT_SIZE = 15
SMALL_TEXT_SIZE = 14
HEAT_STRENGTHS = (0.1, 0.25, 0.5, 0.85)
PALE = 0.3


@dataclass(frozen=True)
class Theme:
    """One set of colours, each as #RRGGBB. `series` draws marks; `series_text` is the same four made legible as text."""

    page: str
    card: str
    text: str
    muted: str
    primary: str
    link: str
    border: str
    good: str
    good_background: str
    warn: str
    warn_background: str
    bad: str
    bad_background: str
    series: tuple[str, str, str, str]
    series_text: tuple[str, str, str, str]

    @property
    def benefits(self) -> str:
        """The colour of what a partner gains."""
        return self.series[0]

    @property
    def pays(self) -> str:
        """The colour of what a partner pays in."""
        return self.series[1]

    @property
    def grid(self) -> str:
        """The colour of lines that help the eye and carry nothing."""
        return mixed(self.page, self.border, 0.35)

    @property
    def heat(self) -> tuple[str, ...]:
        """Nine cell colours from the most paid in to the most gained, the middle one for nothing."""
        paid = [mixed(self.page, self.pays, strength) for strength in reversed(HEAT_STRENGTHS)]
        gained = [mixed(self.page, self.benefits, strength) for strength in HEAT_STRENGTHS]
        return (*paid, self.card, *gained)

    @property
    def heat_text(self) -> tuple[str, ...]:
        """The colour of a figure on each cell colour, whichever ink reads better."""
        inks = ("#16212C", "#FFFFFF")
        return tuple(max(inks, key=lambda ink: contrast(ink, cell)) for cell in self.heat)

    def pale(self, colour: str) -> str:
        """Thin a colour towards the page, for areas that also have an outline in the full colour."""
        return mixed(self.page, colour, PALE)


LIGHT = Theme(
    page="#FFFFFF",
    card="#F4F6F8",
    text="#16212C",
    muted="#4A5866",
    primary="#14508C",
    link="#14508C",
    border="#7C8894",
    good="#0B6B3A",
    good_background="#E3F4EA",
    warn="#8A4B00",
    warn_background="#FFF1DB",
    bad="#A8071A",
    bad_background="#FDE7E9",
    series=("#0F2F80", "#E05A10", "#6B0A3C", "#17928A"),
    series_text=("#0F2F80", "#B0420A", "#6B0A3C", "#0E6F69"),
)
# In the dark the message boxes swap: the strong colour becomes the box, and the tint the words on it.
DARK = Theme(
    page="#0F1720",
    card="#18222D",
    text="#E9EEF3",
    muted="#A9B6C3",
    primary="#3574D0",
    link="#8EC2FF",
    border="#708090",
    good="#E3F4EA",
    good_background="#0B6B3A",
    warn="#FFF1DB",
    warn_background="#8A4B00",
    bad="#FDE7E9",
    bad_background="#A8071A",
    series=("#2373E3", "#FFC988", "#B34B82", "#7FEFE8"),
    series_text=("#74ABF7", "#FFC988", "#E991C0", "#7FEFE8"),
)


def theme(dark: bool) -> Theme:
    """Give the dark colours or the light ones."""
    return DARK if dark else LIGHT


def mixed(base: str, colour: str, strength: float) -> str:
    """Mix two colours as #RRGGBB: strength 0 is the base, 1 the colour."""
    pairs = zip(_channels(base), _channels(colour), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * strength):02X}" for low, high in pairs)


def contrast(one: str, other: str) -> float:
    """Work out the contrast ratio of two colours, 1 to 21.

    Source:
        Web Content Accessibility Guidelines 2.2, "contrast ratio" and "relative luminance".
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
