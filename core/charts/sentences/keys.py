"""What the marks of each chart mean: the line under its title."""

LEDGER = "Orange, left: what each partner pays in. Blue, right: the benefits that fall to it. Net: the difference."
PARTNER_YEARS = "Benefit less cost in each year. Orange with a minus: pays in more. Blue with a plus: gets back more."
BRIDGE = "From all benefits, step by step, to what is left in cash. Blue: totals. Orange: taken away. Green: added."
CASH_OR_CAPACITY = "Cash is money a budget can lose. Capacity is time and space set free; it is never added to cash."
OPTIONS = "Dot: expected. Open circle: if nobody adopts the levers. Diamond: if everybody does."
RUNNING_CASH = "Cash released less cash paid, added up from year 0. Marks on the zero line: paid back for good."
LUMPS = "Full colour: whole steps, whose cash is released. Pale: on the way, no cash yet. Lines: the steps."
