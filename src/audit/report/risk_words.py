"""What a risk-factor block reads of released findings: numbers where they may be shown, and their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit.disclosure.release import HIDDEN_SUFFIX
from audit.disclosure.released import ShownFinding, ShownNumber, ShownRow
from audit.reference.risk_columns import ABSENT, PRESENT, factor_split
from audit.reference.risk_framework import FRAMEWORK_LEVELS
from audit.report.view import NONE, View

__all__ = ["EFFECT", "REFUSED", "Effect", "effects", "factor_name", "model_row", "ratio_words", "refusals", "said"]

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
        value = self.found.values.get(name)
        return value.value if isinstance(value, ShownNumber) else None

    @property
    def withheld(self) -> bool:
        """Whether the numbers are not for this edition."""
        return "ratio" not in self.found.values

    @property
    def apart(self) -> bool:
        """Whether the interval of the adjusted ratio lies on one side of 1."""
        low, high = self.number("low"), self.number("high")
        return low is not None and high is not None and (low > 1 or high < 1)


def effects(view: View) -> tuple[Effect, ...]:
    """Every factor compared, by level in order, within a level as declared; none where nothing could be compared."""
    table = view.table("risk_groups")
    if table is None:
        return ()
    rows = {row.cell: row for row in table.rows}

    def of(found: ShownFinding) -> Effect:
        factor, level = str(found.values["factor"]), str(found.values["level"])
        attribute = factor_split(factor).attribute
        here = {
            cell.level(attribute): row
            for cell, row in rows.items()
            if cell.level("risk_model") == level and cell.level(attribute)
        }
        return Effect(factor, level, found, here[PRESENT], here[ABSENT])

    order = {level: i for i, level in enumerate(FRAMEWORK_LEVELS)}
    return tuple(sorted((of(f) for f in view.findings(EFFECT)), key=lambda e: order.get(e.level, len(order))))


def model_row(view: View, level: str) -> ShownRow | None:
    """Children and cases of a level's model."""
    table = view.table("risk_models")
    return next((r for r in table.rows if r.cell.level("risk_model") == level), None) if table else None


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
