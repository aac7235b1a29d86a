"""Evidence rules: the thresholds and tables that ship with the service."""

from core.domain.evidence_rules import EvidenceRules
from core.engine.evidence.scales import ON_A_RATIO
from core.reports.evidence.studies import Poolable
from core.store.evidence_rules import load_evidence_rules


def evidence_rules() -> EvidenceRules:
    """Evidence rules: the thresholds and tables that ship with the service, the same for every programme."""
    return load_evidence_rules()


def needs_baseline(found: Poolable) -> bool:
    """Whether an effect on a ratio scale needs the share of people without the work before it is an effect in units."""
    return found.scale in ON_A_RATIO
