"""One word, one file: a topic bears the same name in every layer, and a file's name is a noun."""

import pytest

from tests.architecture.source import Breach, name_of, python_files

TOPICS = frozenset(
    {"programmes", "versions", "partners", "benefits", "unit_costs", "options", "uncertainty", "sensitivity", "scale", "evidence"}
    | {"logic_model", "levers", "service_design", "deals", "offers", "gates", "pathway", "readiness", "decisions", "meetings"}
    | {"realisation", "opportunities", "comments", "links", "people", "activity", "audit", "data", "risks", "unmonetised"}
    | {"papers", "places", "prices", "drafts", "organisation"}
)
# What each layer holds beside its topics: the mechanics that all topics share, and parts whose topic stands in the name.
MECHANICS = {
    "core/reports": {"action_words", "appraisals", "cache", "changes", "flows", "leader"}
    | {"live_changes", "search", "store_state", "terms", "text_summary", "today"},
    "core/actions": {
        "assurance",
        "case_files",
        "guesses",
        "observation_ids",
        "observations",
        "password_rules",
        "passwords",
        "row_ownership",
    }
    | {"sample", "sample_deal", "sample_people", "sample_story", "sign_in", "source_mappings", "start"},
    "core/store": {"assumptions", "assurance", "audit_chain", "backup", "bulk", "data_version", "database", "documents"}
    | {
        "evidence_rules",
        "health",
        "integrity",
        "library",
        "migrate",
        "migrations",
        "schema",
    }
    | {"copies", "source_mappings", "spill", "state", "state_file", "tables", "sign_in", "text_safety"},
    "core/charts": {"kit", "sentences"},
    "core/papers": {"caveats", "deal_sheet", "figures", "leader", "leader_sentences", "leader_style", "minutes", "template"}
    | {"scale_case", "shared_page", "templates"}
    | {
        "book",
        "content",
        "facts",
        "flat",
        "kinds",
        "paper_file",
        "pdf",
        "pictures",
        "same_bytes",
        "shared_table",
        "slides",
        "word",
    },
    "pages/sections": {"menu", "sign_in", "summary"},
    "pages": {"accessibility", "account", "main", "summary", "terms"},
}
# A chart answers one question, and is called after what it shows; the folder of its sentences bears the topic.
CHARTS = (
    {"bridge", "cash_or_capacity", "cash_steps", "chance_at_least", "cost_curves", "deal_positions", "evidence_map", "forest"}
    | {
        "funding_gap",
        "gate_timing",
        "icon_array",
        "ledger",
        "money_bases",
        "offer_split",
        "options_compare",
        "options_range",
        "partner_years",
        "places_ranked",
    }
    | {"promised_actual", "running_cash", "scale_curve", "scale_notes", "tornado"}
)
MIRRORED = tuple(MECHANICS)
NOUNS = frozenset(
    {"clustering", "decoding", "discounting", "early_warning", "effect_timing", "expected", "feed", "funding", "gate_timing"}
    | {"mapping", "places_ranked", "pooling", "presenting", "standing", "tracking", "unmonetised", "wording"}
)
RIDDLES = frozenset({"behind", "common", "going", "helpers", "holding", "lately", "living", "quiet", "seen", "told", "utils"})


def breaches_of_topic(file: str) -> list[Breach]:
    """Say whether a file's first name in its layer is neither a topic nor one of the layer's mechanics."""
    layer = next((layer for layer in MIRRORED if file.startswith(f"{layer}/")), None)
    if layer is None or (layer == "pages" and file.count("/") > 1):
        return []
    word = file.removeprefix(f"{layer}/").split("/")[0].removesuffix(".py")
    allowed = TOPICS | MECHANICS[layer] | (CHARTS if layer == "core/charts" else set()) | {"__init__"}
    return [] if word in allowed else [Breach(file, f"begins with {word}, which is no topic and no mechanics of {layer}")]


def breaches_of_noun(file: str) -> list[Breach]:
    """Say whether a file's name is a gerund, a bare participle or a riddle."""
    word = file.rpartition("/")[2].removesuffix(".py")
    found = [Breach(file, f"is called {word}, a riddle")] if word in RIDDLES else []
    if word.endswith(("ing", "ed")) and word not in NOUNS:
        found.append(Breach(file, f"is called {word}: name it by a noun of its topic"))
    return found


def test_a_topic_bears_one_word_in_every_layer() -> None:
    files = [name_of(path) for path in python_files(*(f"{layer}/" for layer in MIRRORED))]
    found = [breach for file in files for breach in breaches_of_topic(file)]
    assert not found, "\n".join(map(str, found))


def test_every_file_is_called_by_a_noun() -> None:
    files = [name_of(path) for path in python_files("core/", "pages/", "bench/")]
    found = [breach for file in files for breach in breaches_of_noun(file)]
    assert not found, "\n".join(map(str, found))


def test_no_name_is_listed_that_no_file_bears() -> None:
    files = [name_of(path) for path in python_files("core/", "pages/", "bench/")]
    assert {file.rpartition("/")[2].removesuffix(".py") for file in files} >= NOUNS
    for layer, words in MECHANICS.items():
        there = {file.removeprefix(f"{layer}/").split("/")[0].removesuffix(".py") for file in files if file.startswith(f"{layer}/")}
        assert words <= there | {"templates", "migrations"}, (layer, sorted(words - there))


@pytest.mark.parametrize(
    "file",
    [
        "core/reports/weighing.py",
        "core/actions/contributions.py",
        "core/store/guesses.py",
        "pages/who.py",
        "pages/sections/told/x.py",
    ],
)
def test_a_word_that_is_no_topic_is_found(file: str) -> None:
    assert breaches_of_topic(file)


@pytest.mark.parametrize("file", ["core/reports/told.py", "core/ingest/messy/converting.py", "pages/sections/deals/promised.py"])
def test_a_name_that_is_no_noun_is_found(file: str) -> None:
    assert breaches_of_noun(file)


@pytest.mark.parametrize(
    "file", ["core/reports/deals/funding.py", "core/charts/ledger.py", "pages/deals.py", "pages/sections/deals/rules.py"]
)
def test_a_topic_passes(file: str) -> None:
    assert not breaches_of_topic(file)
    assert not breaches_of_noun(file)
