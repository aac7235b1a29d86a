"""Evidence rules, as data/assumptions/evidence_rules.toml states them."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from core.domain.errors import DamagedAssumptions
from core.domain.evidence_rules import EvidenceRules
from core.store.assumptions import ASSUMPTIONS

EVIDENCE_RULES = "evidence_rules.toml"


def load_evidence_rules(folder: Path = ASSUMPTIONS) -> EvidenceRules:
    """Read the limits for estimates and the scale of designs, each with its source.

    Raises:
        DamagedAssumptions: the file is missing, is not TOML, or says something that is not allowed.
    """
    path = folder / EVIDENCE_RULES
    try:
        return EvidenceRules.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as refusal:
        raise DamagedAssumptions(f"The rules for evidence cannot be read from {path} ({refusal}): restore that file.") from refusal
