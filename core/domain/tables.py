"""Tables of a case folder: which model each row is, its key, and what it points to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain import realisation
from core.domain.case import (
    benefits,
    costs,
    deals,
    evidence,
    logic_model,
    options,
    outcomes,
    programme,
    risks,
    scale_causes,
    service_design,
    unmonetised,
)
from core.domain.fields import Row

# The cells of a row's key, in the order of the table's key columns.
Key = tuple[str, ...]


@dataclass(frozen=True)
class TableSpec:
    """How one table is laid out. `references` maps a column to the tables its ids may stand in."""

    name: str
    model: type[Row]
    one_row_per: str
    key: tuple[str, ...]
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required: bool = False
    single_row: bool = False
    bulk: bool = False

    @property
    def file_name(self) -> str:
        """Name of the table's CSV file."""
        return f"{self.name}.csv"

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column, in the published order."""
        return tuple(self.model.model_fields)

    @property
    def required_columns(self) -> tuple[str, ...]:
        """Columns that must be there and filled."""
        return tuple(name for name, column in self.model.model_fields.items() if column.is_required())


@dataclass(frozen=True)
class Table:
    """The accepted cells of one file, as text, with the physical line each row stood on."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    file_name: str
    sha256: str

    def dicts(self) -> list[dict[str, str]]:
        """Rows as column -> text, blank cells left out, so that a default stands for them."""
        return [{name: cell for name, cell in zip(self.columns, row, strict=True) if cell.strip()} for row in self.rows]

    def keyed(self) -> list[tuple[Key, dict[str, str]]]:
        """Rows with their keys, in the order of the file; rows of a table without a key are known by their place."""
        key = SPEC_OF[self.name].key
        return [
            (tuple(row.get(name, "").strip() for name in key) if key else (str(number),), row)
            for number, row in enumerate(self.dicts(), start=1)
        ]


_P, _S, _O = {"partner_id": ("partners",)}, {"site_id": ("sites",)}, {"option_id": ("options",)}
_U, _B = {"outcome_id": ("outcomes",)}, {"benefit_id": ("benefits",)}
_LINES = {"line_id": ("benefits", "costs"), **_P}

SPECS: tuple[TableSpec, ...] = (
    TableSpec(
        "programme",
        programme.Programme,
        "programme (one)",
        ("programme_id",),
        {"lead_partner_id": ("partners",)},
        required=True,
        single_row=True,
    ),
    TableSpec("partners", programme.Partner, "body that pays, gains, delivers or decides", ("partner_id",), required=True),
    TableSpec("sites", programme.Site, "place where it is delivered", ("site_id",)),
    TableSpec("population", programme.Population, "programme (one, optional)", (), single_row=True),
    TableSpec("outcomes", outcomes.Outcome, "outcome", ("outcome_id",), required=True),
    TableSpec("effects", outcomes.Effect, "outcome", ("outcome_id",), {**_U, "parent_outcome_id": ("outcomes",)}, required=True),
    TableSpec("benefits", benefits.Benefit, "line of benefit", ("benefit_id",), _U, required=True),
    TableSpec(
        "benefit_falls", benefits.BenefitFall, "benefit x partner", ("benefit_id", "partner_id"), {**_B, **_P}, required=True
    ),
    TableSpec("cost_centres", benefits.CostCentre, "place where cash can be released", ("cost_centre_id",), _P),
    TableSpec(
        "benefit_centres",
        benefits.BenefitCentre,
        "benefit x cost centre",
        ("benefit_id", "cost_centre_id"),
        {**_B, "cost_centre_id": ("cost_centres",)},
    ),
    TableSpec(
        "site_centres",
        benefits.SiteCentre,
        "benefit x site x cost centre",
        ("benefit_id", "site_id", "cost_centre_id"),
        {**_B, **_S, "cost_centre_id": ("cost_centres",)},
    ),
    TableSpec("options", options.Option, "option", ("option_id",), required=True),
    TableSpec("option_sites", options.OptionSite, "option x site", ("option_id", "site_id"), {**_O, **_S}),
    TableSpec("costs", costs.Cost, "line of cost", ("cost_id",), _O),
    TableSpec("cost_shares", costs.CostShare, "cost x partner", ("cost_id", "partner_id"), {"cost_id": ("costs",), **_P}),
    TableSpec("levers", options.Lever, "lever of a scale-up", ("lever_id",), {**_O, "owner_partner_id": ("partners",)}),
    TableSpec("scale_causes", scale_causes.ScaleCause, "option x cause of lost effect", ("option_id", "cause"), _O),
    TableSpec(
        "contributions",
        deals.Contribution,
        "option x partner x year",
        ("option_id", "partner_id", "year", "funding"),
        {**_O, **_P},
    ),
    TableSpec("deflators", costs.Deflator, "year", ("year",)),
    TableSpec("evidence", evidence.Evidence, "study or trial result", ("evidence_id",), {**_U, **_S}),
    TableSpec("observations", evidence.Observation, "person, or group of people, x period x arm", (), {**_S, **_U}, bulk=True),
    TableSpec("evidence_agreement", evidence.EvidenceAgreement, "partner x outcome", ("partner_id", "outcome_id"), {**_P, **_U}),
    TableSpec("logic_model", logic_model.LogicElement, "element x version", ("version", "element_id"), _U),
    TableSpec(
        "service_design",
        service_design.ServiceDesign,
        "option x heading",
        ("option_id", "heading"),
        {**_O, "owner_partner_id": ("partners",), "cost_id": ("costs",)},
    ),
    TableSpec(
        "predictions", evidence.Prediction, "benefit or cost line x partner x year", ("line_id", "partner_id", "year"), _LINES
    ),
    TableSpec("actuals", evidence.Actual, "benefit or cost line x partner x year", ("line_id", "partner_id", "year"), _LINES),
    TableSpec("risks", risks.Risk, "risk", ("risk_id",), {**_O, **_P}),
    TableSpec("unmonetised", unmonetised.UnmonetisedEffect, "effect without a price", ("effect_id",), _P),
    TableSpec(
        "realisation", realisation.Realisation, "cashable benefit line x partner", ("benefit_id", "partner_id"), {**_B, **_P}
    ),
)

SPEC_OF: Mapping[str, TableSpec] = {spec.name: spec for spec in SPECS}
