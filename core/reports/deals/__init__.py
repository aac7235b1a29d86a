"""How costs and gains are shared between partners: rules, funding, offers and what happens on overspend."""
