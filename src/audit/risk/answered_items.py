"""Which items of TRIPOD+AI a run's model card answers, as a result that the reporting checklist reads."""

from __future__ import annotations

from audit.results import Finding, Sentence
from audit.risk.model_card import ModelCard

__all__ = ["answered_items"]


def answered_items(card: ModelCard, *, stands: str) -> Finding:
    """The finding ``model_card``: numbers of the items filled in, and the block in which the card stands.

    It names no count, so that it may be public where the card itself is not.
    """
    values = {"filled": ",".join(map(str, card.filled)), "stands": stands}
    return Finding("model_card", Sentence("model_card.title"), values=values)
