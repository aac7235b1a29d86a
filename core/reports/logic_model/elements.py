"""Logic model: the elements of each version, what leads to what, how versions differ, and where a chain breaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from core.domain.case.case import Case
from core.domain.case.logic_model import ElementStage, LogicElement, ModelVersion
from core.domain.case.options import Control, Option, OptionKind

STAGES = tuple(ElementStage)
VERSION_WORDS = {
    ModelVersion.prototype: "Prototype",
    ModelVersion.scale_out: "Scale out",
    ModelVersion.scale_up: "Scale up",
}
VERSIONS_OF = {
    OptionKind.business_as_usual: (),
    OptionKind.do_minimum: (ModelVersion.prototype,),
    OptionKind.scale_out: (ModelVersion.scale_out,),
    OptionKind.scale_up: (ModelVersion.scale_up,),
    OptionKind.out_then_up: (ModelVersion.scale_out, ModelVersion.scale_up),
}
ELEMENT_COLUMNS = ("element_id", "stage", "title", "leads_to", "quantity", "unit", "control", "decided_by", "outcome")
DIFFERENCE_COLUMNS = ("stage", "element_id", "change", "before", "after")
RESOURCE_COLUMNS = ("element_id", "before", "after", "change")
NEW, GONE, CHANGED, SAME = "new", "gone", "changed", "same"
MORE, FEWER, DIFFERENT = "more", "fewer", "different"
WHOSE: Mapping[Control | None, str] = {
    Control.control: "in our control",
    Control.share: "shared",
    Control.influence: "influence only",
}
Model = Mapping[str, LogicElement]


@dataclass(frozen=True)
class Break:
    """A place where the chain from what is put in to what comes out does not hold."""

    version: ModelVersion
    sentence: str


def versions_there(case: Case) -> tuple[ModelVersion, ...]:
    """The versions of the logic model that have any element, in order."""
    there = {element.version for element in case.logic_model}
    return tuple(version for version in ModelVersion if version in there)


def model_of(case: Case, version: ModelVersion) -> dict[str, LogicElement]:
    """The elements of one version by id, in the order of the table."""
    return {element.element_id: element for element in case.logic_model if element.version is version}


def elements(case: Case, version: ModelVersion) -> pd.DataFrame:
    """List one version in words.

    Returns:
        one row per element, inputs first: ELEMENT_COLUMNS; leads_to is the titles, comma separated.
    """
    model = model_of(case, version)
    outcomes = {row.outcome_id: row.title for row in case.outcomes}
    rows = [
        (
            element.element_id,
            element.stage.value,
            element.title,
            ", ".join(model[later].title for later in element.leads_to if later in model),
            element.quantity,
            element.unit or "",
            element.control.value if element.control else "",
            element.decided_by or "",
            outcomes.get(element.outcome_id or "", ""),
        )
        for element in sorted(model.values(), key=lambda one: STAGES.index(one.stage))
    ]
    return pd.DataFrame(rows, columns=list(ELEMENT_COLUMNS))


def drawing_frame(case: Case, version: ModelVersion) -> pd.DataFrame:
    """One version as `core.charts.logic_model` draws it.

    Returns:
        one row per element: element_id, stage, title, detail (quantity, and whether it is ours, shared or only influenced),
        control, leads_to (tuple of ids of the same version).
    """
    model = model_of(case, version)
    rows = [
        (
            *(element.element_id, element.stage.value, element.title),
            ", ".join(part for part in (_quantity(element), WHOSE.get(element.control, "not marked")) if part),
            element.control.value if element.control else "",
            tuple(later for later in element.leads_to if later in model),
        )
        for element in model.values()
    ]
    return pd.DataFrame(rows, columns=["element_id", "stage", "title", "detail", "control", "leads_to"])


def differences(case: Case, before: ModelVersion, after: ModelVersion) -> pd.DataFrame:
    """Set two versions beside each other.

    Returns:
        one row per element of either, inputs first: DIFFERENCE_COLUMNS. change is new, gone, changed or same; before and
        after are what each version says of it, empty where it is not there.
    """
    old, new = model_of(case, before), model_of(case, after)
    every = {**old, **new}
    ordered = sorted(every, key=lambda element_id: STAGES.index(every[element_id].stage))
    rows = [
        (every[name].stage.value, name, _change(old.get(name), new.get(name)), _told(old, name), _told(new, name))
        for name in ordered
    ]
    return pd.DataFrame(rows, columns=list(DIFFERENCE_COLUMNS))


def resources(case: Case, before: ModelVersion, after: ModelVersion) -> pd.DataFrame:
    """Set what is put in at one size beside what is put in at another: more of the same is not the only change there is.

    Returns:
        one row per input of either version: RESOURCE_COLUMNS. change is more, fewer, same, different (another thing, unit or
        wording under the same id), new or gone.
    """
    old, new = model_of(case, before), model_of(case, after)
    names = [name for name, one in {**old, **new}.items() if one.stage is ElementStage.input]
    rows = [(name, _amount(old.get(name)), _amount(new.get(name)), _more_or_other(old.get(name), new.get(name))) for name in names]
    return pd.DataFrame(rows, columns=list(RESOURCE_COLUMNS))


def breaks(case: Case) -> tuple[Break, ...]:
    """List where a chain does not hold, version by version.

    Every line of benefit hangs on an outcome that stands in the model, every outcome on an activity, every activity on an
    input, and every element but the last leads somewhere within its own version.
    """
    return tuple(found for version in ModelVersion for found in _breaks_of(case, version))


def versions_of(option: Option) -> tuple[ModelVersion, ...]:
    """The versions of the logic model that an option is to be read with."""
    return VERSIONS_OF[option.kind]


def upstream(model: Model, element_id: str) -> frozenset[str]:
    """Everything that leads to an element, over any number of steps, and the element itself."""
    found, waiting = set[str](), [element_id]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [earlier for earlier, element in model.items() if name in element.leads_to]
    return frozenset(found)


def _breaks_of(case: Case, version: ModelVersion) -> Iterator[Break]:
    options = [option for option in case.options if version in versions_of(option)]
    model = model_of(case, version)
    if not options and not model:
        return
    if not model:
        yield Break(version, f"{VERSION_WORDS[version]} has no logic model, though {options[0].title} needs one: add its elements.")
        return
    yield from _outcomes_without_a_place(case, version, model, options)
    for element in model.values():
        yield from (Break(version, sentence) for sentence in _loose_ends(model, element))


def _outcomes_without_a_place(case: Case, version: ModelVersion, model: Model, options: list[Option]) -> Iterator[Break]:
    placed = {element.outcome_id for element in model.values() if element.stage in (ElementStage.outcome, ElementStage.impact)}
    chosen = {option.option_id for option in options}
    for outcome in case.outcomes:
        lines = [line.name for line in case.benefits if line.outcome_id == outcome.outcome_id]
        is_worked_for = bool(options) and (not outcome.option_ids or chosen & set(outcome.option_ids))
        if lines and is_worked_for and outcome.outcome_id not in placed:
            hangs = "hangs" if len(lines) == 1 else f"and {len(lines) - 1} more hang"
            yield Break(
                version,
                f"{lines[0]} {hangs} on the outcome {outcome.title}, which no element stands for: "
                "give one its outcome_id, or say in outcomes.csv which options work for it.",
            )


def _loose_ends(model: Model, element: LogicElement) -> Iterator[str]:
    missing = [later for later in element.leads_to if later not in model]
    if missing:
        yield f"{element.title} leads to {', '.join(missing)}, which is in another version only: add it here or take the step out."
    earlier = {model[name].stage for name in upstream(model, element.element_id)}
    if element.stage in (ElementStage.output, ElementStage.outcome, ElementStage.impact) and ElementStage.activity not in earlier:
        yield f"{element.title} comes from no activity: say what is done to bring it about."
    if element.stage is ElementStage.activity and ElementStage.input not in earlier:
        yield f"{element.title} takes nothing: say which input it needs."
    if element.stage is not ElementStage.impact and not element.leads_to:
        yield f"{element.title} leads nowhere: say what comes of it, or take it out."


def _change(before: LogicElement | None, after: LogicElement | None) -> str:
    if before is None:
        return NEW
    if after is None:
        return GONE
    return SAME if before.model_copy(update={"version": after.version}) == after else CHANGED


def _told(model: Model, element_id: str) -> str:
    element = model.get(element_id)
    if element is None:
        return ""
    leads = ", ".join(model[later].title for later in element.leads_to if later in model)
    told = [
        element.title,
        _quantity(element),
        WHOSE.get(element.control, ""),
        f"leads to {leads}" if leads else "",
    ]
    return "; ".join(part for part in told if part)


def _quantity(element: LogicElement) -> str:
    return "" if element.quantity is None else f"{element.quantity:,.12g} {element.unit or ''}".strip()


def _amount(element: LogicElement | None) -> str:
    return "" if element is None else "; ".join(part for part in (element.title, _quantity(element)) if part)


def _more_or_other(before: LogicElement | None, after: LogicElement | None) -> str:
    if before is None:
        return NEW
    if after is None:
        return GONE
    if before.title != after.title or (before.unit or "").rstrip("s") != (after.unit or "").rstrip("s"):
        return DIFFERENT
    sizes = (before.quantity or 0.0, after.quantity or 0.0)
    return SAME if sizes[0] == sizes[1] else MORE if sizes[1] > sizes[0] else FEWER
