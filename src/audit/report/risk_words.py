"""What a risk-factor block reads of released findings: numbers where they may be shown, and their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.disclosure.release import HIDDEN_SUFFIX
from audit.disclosure.released import ShownFinding, ShownNumber, ShownRow
from audit.reference.risk_columns import ABSENT, PRESENT, factor_split
from audit.reference.risk_framework import FRAMEWORK_LEVELS
from audit.report.content import Content
from audit.report.view import HIDDEN, NONE, View

__all__ = [
    "EFFECT",
    "REFUSED",
    "Effect",
    "design_notes",
    "effects",
    "factor_name",
    "group_counts",
    "model_row",
    "model_words",
    "nothing_compared",
    "ratio_words",
    "refusals",
    "said",
    "shown_number",
]

EFFECT = "risk_effect."
REFUSED = "risk_refused."
# Refusals that a reader of the comparisons must see there; the others stand with what is known of each factor.
_TOLD_BESIDE = ("too_few", "low_coverage", "ecological", "post_outcome")


@dataclass(frozen=True, slots=True)
class Effect:
    """One factor at its level: what may be shown of it, and the rows of children with and without it."""

    factor: str
    level: str
    found: ShownFinding
    present: ShownRow
    absent: ShownRow

    def number(self, name: str) -> float | None:
        """A number of the finding; ``None`` where it is withheld or could not be estimated."""
        return shown_number(self.found, name)

    @property
    def withheld(self) -> bool:
        """Whether the numbers are not for this edition."""
        return "ratio" not in self.found.values

    @property
    def apart(self) -> bool:
        """Whether the interval of the adjusted ratio lies on one side of 1."""
        low, high = self.number("low"), self.number("high")
        return low is not None and high is not None and (low > 1 or high < 1)


def effects(
    view: View, *, groups: str = "risk_groups", found: str = EFFECT, model: str = "risk_model"
) -> tuple[Effect, ...]:
    """Every factor compared, by level in order, within a level as declared; none where nothing could be compared.

    ``groups`` : the table with and without each factor; ``found`` : what ids of the findings begin with; ``model`` :
    the attribute of their model.
    """
    table = view.table(groups)
    if table is None:
        return ()
    rows = {row.cell: row for row in table.rows}

    def of(one: ShownFinding) -> Effect:
        factor, level = str(one.values["factor"]), str(one.values["level"])
        attribute = factor_split(factor).attribute
        here = {
            cell.level(attribute): row
            for cell, row in rows.items()
            if cell.level(model) == level and cell.level(attribute)
        }
        return Effect(factor, level, one, here[PRESENT], here[ABSENT])

    order = {level: i for i, level in enumerate(FRAMEWORK_LEVELS)}
    return tuple(sorted((of(one) for one in view.findings(found)), key=lambda e: order.get(e.level, len(order))))


def model_row(view: View, level: str) -> ShownRow | None:
    """Children and cases of a level's model."""
    table = view.table("risk_models")
    return next((r for r in table.rows if r.cell.level("risk_model") == level), None) if table else None


def nothing_compared(view: View, block: str) -> Content | None:
    """A block that rests on comparisons says where to read why there is none; ``None`` where nobody asked for them."""
    if effects(view) or not view.findings(REFUSED):
        return None
    why = view.words("risk_block.nothing_compared", block=view.words("report.risk_factors.name"))
    return Content(view.words(f"report.{block}.name"), paragraphs=(why,))


def shown_number(found: ShownFinding | None, name: str) -> float | None:
    """A number of a finding; ``None`` where it is withheld, not estimated, or there is no finding."""
    value = found.values.get(name) if found else None
    return value.value if isinstance(value, ShownNumber) else None


def model_words(view: View, level: str) -> str:
    """A level with the children and cases of its model, where they may be shown."""
    name, model = view.words(f"risk_block.level.{level}"), model_row(view, level)
    if model is None or model.hidden:
        return name
    cases, of = (view.number(n or 0) for n in (model.numerator, model.denominator))
    return view.words("risk_block.model", level=name, cases=cases, of=of)


def group_counts(view: View, row: ShownRow) -> str:
    """``32 dari 95``; ``*`` where it is withheld."""
    if row.hidden:
        return HIDDEN
    cases, of = (view.number(n or 0) for n in (row.numerator, row.denominator))
    return view.words("risk_block.counts", cases=cases, of=of)


def design_notes(view: View, found: Sequence[Effect]) -> tuple[str, ...]:
    """How the models were fitted, how many rows they lack, and the degrees of freedom that are left."""
    whole = view.table("risk_known")
    measured = None if whole is None or not whole.rows or whole.rows[0].hidden else whole.rows[0].denominator
    notes = [view.words("risk_block.design")]
    for level in dict.fromkeys(e.level for e in found):
        model, df = model_row(view, level), next(e for e in found if e.level == level).number("df")
        if model is None or model.hidden or measured is None or df is None:
            continue
        missing = view.number(measured - (model.denominator or 0))
        values = {"level": view.words(f"risk_block.level.{level}"), "missing": missing}
        notes.append(view.words("risk_block.design_level", **values, df=view.number(df)))
    return tuple(notes)


def factor_name(view: View, factor: str) -> str:
    """``Berat lahir di bawah 2.500 gram``."""
    return view.words(f"risk_block.factor.{factor}")


def ratio_words(view: View, effect: Effect, name: str = "ratio", ends: tuple[str, str] = ("low", "high")) -> str:
    """``1,74 (1,33–2,26)``; an en dash where there is no estimate."""
    value, low, high = (effect.number(n) for n in (name, *ends))
    if value is None:
        return NONE
    limits = "" if low is None or high is None else f" ({view.number(low, 2)}–{view.number(high, 2)})"
    return view.number(value, 2) + limits


def said(view: View, prefix: str) -> Iterator[str]:
    """Sentences of findings, each once."""
    yield from dict.fromkeys(view.spoken(found) for found in view.findings(prefix))


def refusals(view: View) -> tuple[str, ...]:
    """Why comparisons are not shown that a reader would look for: too few events, too few measured, places."""
    told = tuple(f"risk_block.why.{name}" for name in _TOLD_BESIDE)
    found = (f for f in view.findings(REFUSED) if f.sentence.id.removesuffix(HIDDEN_SUFFIX) in told)
    return tuple(dict.fromkeys(view.spoken(f) for f in found))
