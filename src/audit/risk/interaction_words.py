"""What interaction, subgroups, E-values and bounds come to, as sentences of the report."""

from __future__ import annotations

from audit.reference.statistics import CONFIDENCE_LEVEL
from audit.results import Sentence
from audit.risk.interaction import Interaction, Subgroups
from audit.risk.misclassification import MisclassificationBounds

__all__ = ["about_e_values", "of_bounds", "of_interaction", "of_subgroups"]


def of_interaction(found: Interaction) -> tuple[Sentence, ...]:
    """What is asked, and whether both factors go with more than the sum of each; a note where it cannot be said."""
    if found.notes:
        return found.notes
    reri = found.reri
    word = "more" if reri.low > 0 else "fewer" if reri.high < 0 else "unclear"
    return (Sentence("interaction.about"), Sentence(f"interaction.{word}"))


def of_subgroups(found: Subgroups) -> Sentence:
    """Whether ratios differ between groups by their joint test, and not by eye."""
    return Sentence("interaction.groups_differ" if found.equal.p < 1 - CONFIDENCE_LEVEL else "interaction.groups_alike")


def about_e_values() -> Sentence:
    """How to read an E-value."""
    return Sentence("interaction.about_e_value")


def of_bounds(found: MisclassificationBounds) -> Sentence:
    """How to read bounds, or why there are none."""
    return Sentence("interaction.misfit" if found.alike is None else "interaction.about_misclassification")
