"""Price basis: whether an amount is in the money of one price year, or of the day it is paid."""

from core.domain.fields import Word


class PriceBasis(Word):
    """Whether an amount is real (in the programme's price year) or money of the day (nominal, in each year's own prices)."""

    real = "real"
    money_of_the_day = "money_of_the_day"


class MoneyBasis(Word):
    """In which money a page or a paper shows figures: discounted to year 0, real and not discounted, or as it is paid."""

    present_value = "present_value"
    real = "real"
    money_of_the_day = "money_of_the_day"


PRICE_BASIS_WORDS = {PriceBasis.real: "Real", PriceBasis.money_of_the_day: "Money of the day"}
MONEY_BASIS_WORDS = {
    MoneyBasis.present_value: "Present value",
    MoneyBasis.real: "Real",
    MoneyBasis.money_of_the_day: "Money of the day",
}
