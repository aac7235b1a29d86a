"""Risks: what may go wrong, how likely it is, and what it would cost whom."""

from core.domain.fields import Gbp, Id, Row, Share, Text, YearIndex, described


class Risk(Row):
    """One entry of the risk register: an event that may happen once, in one year, and costs one partner money."""

    risk_id: Id = described("Short name of the risk.")
    title: Text = described("Name shown on pages.")
    option_id: Id | None = described("Option it belongs to; every option but business as usual when empty.", None)
    partner_id: Id = described("Partner that pays when it happens.")
    year: YearIndex = described("Year in which it would cost money.")
    chance: Share = described("Probability that it happens.")
    cost_gbp: Gbp = described("What it costs when it happens, in the programme's price year.")
    mitigation: Text | None = described("What is done about it.", None)
    owner: Text | None = described("Who looks after it.", None)
    source: Text | None = described("Where the figures come from.", None)

    def belongs_to(self, option_id: str) -> bool:
        """True where an option carries this risk; business as usual, the comparison, carries none."""
        return self.option_id is None or self.option_id == option_id
