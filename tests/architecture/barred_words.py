"""Words that no board's page says: each with what is said instead. A name in brackets after the plain words may stay."""

BARRED = {
    "engagement": "of those offered, how many start",
    "retention": "of those who start, how many finish",
    "scale penalty": "what is lost when others run it",
    "deadweight": "what would have happened anyway",
    "Shapley": "by what each adds (Shapley)",
    "nucleolus": "nobody has a reason to leave (nucleolus)",
    "tornado": "what moves the result most",
    "NPSV": "net public value",
    "BCR": "public value for each pound",
    "FROI": "budget benefit for each pound",
    "Monte Carlo": "model runs",
    "stochastic": "drawn",
    "percentile": "1 run in 10 is below",
    "P10": "1 run in 10 is below",
    "P90": "1 run in 10 is above",
    "counterfactual": "business as usual",
    "switching value": "where it would turn",
    "misalignment": "money in the wrong pockets",
    "heterogeneity": "how far studies differ",
    "elasticity": "how strongly one follows the other",
}
# Pages that a board looks at, with the sentences and papers they draw from.
OF_BOARDS = (
    "pages/summary.py", "pages/partners.py", "pages/options.py", "pages/uncertainty.py", "pages/scale.py", "pages/meetings.py",
    "pages/decisions.py", "pages/deals.py", "pages/organisation.py", "pages/sections/summary/", "pages/sections/options/",
    "pages/sections/meetings/", "pages/sections/decisions/", "pages/sections/deals/", "pages/sections/organisation/",
    "pages/sections/uncertainty/", "pages/sections/scale/", "core/charts/sentences/", "core/domain/offers.py",
    "core/papers/deal_sheet.py", "core/papers/minutes.py", "core/papers/leader.py", "core/papers/leader_sentences.py",
    "core/reports/options.py", "core/reports/sensitivity.py",
)  # fmt: skip
