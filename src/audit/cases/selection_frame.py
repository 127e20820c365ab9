"""Everybody who could have been chosen, with score, rank and threshold: kept whole, so that the audit can be judged.

Those just above a threshold may later be compared with those just below it; those drawn by lot stand for everybody
they were drawn from. Neither is possible with a list of the chosen alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from audit.schemas import SELECTION_FRAME
from audit.store import read_table, write_table

__all__ = ["BY_LOT", "BY_OVERRIDE", "BY_SCORE", "Selection", "override_id", "read_selection", "write_selection"]

BY_SCORE, BY_LOT, BY_OVERRIDE = "score", "random", "override"
_IN, _OUT = "in", "out"
_FILE = "selection_frame.parquet"


@dataclass(frozen=True)
class Selection:
    """``frame`` conforms to ``SELECTION_FRAME``: a row for everybody who was eligible, by group and rank.

    ``threshold`` is the score of the last one proposed by score in the group, before anybody changed anything. Only
    cases drawn by lot may be read as a pattern, each counted 1 / ``drawn_probability``; those chosen by score never.
    """

    frame: pd.DataFrame

    @property
    def chosen(self) -> pd.DataFrame:
        """The cases, by group and rank."""
        return self.frame[self.frame["chosen_by"].notna().to_numpy()]

    @property
    def by_lot(self) -> pd.DataFrame:
        """Cases that may be read as a pattern of everybody they were drawn from."""
        return self.frame[self.frame["chosen_by"].eq(BY_LOT).fillna(False).to_numpy(dtype=bool)]

    @property
    def near_misses(self) -> pd.DataFrame:
        """The next ones of each group, by rank."""
        return self.frame[self.frame["near_miss"].eq(True).to_numpy(dtype=bool, na_value=False)]

    def of(self, person_ids: Collection[str]) -> Selection:
        """The part about some people: lists leave out whoever has died, moved or refused since."""
        return Selection(self.frame[self.frame["person_id"].isin(list(person_ids)).to_numpy()].reset_index(drop=True))

    def with_overrides(self, overrides: pd.DataFrame) -> Selection:
        """What people decided on top of the proposal, with their reasons.

        ``overrides`` are records of ``OVERRIDES``; "out" takes a case away, "in" adds one; one without a reason, or
        about somebody who is not eligible, does nothing (``unfit_overrides``). Nobody else moves up or down: rank,
        threshold and probability stay those of the proposal.
        """
        sound = overrides[~self.unfit_overrides(overrides).to_numpy()].set_index("override_id")
        at = override_id(self.frame)
        told, why = (pd.Series(sound[name].reindex(at).array, index=at.index) for name in ("override", "reason"))
        added = told.eq(_IN).fillna(False) & self.frame["proposed_by"].isna()
        chosen = self.frame["proposed_by"].mask(added, BY_OVERRIDE).mask(told.eq(_OUT).fillna(False))
        near = self.frame["near_miss"] & chosen.isna()
        frame = self.frame.assign(override=told, override_reason=why, chosen_by=chosen, near_miss=near)
        return replace(self, frame=SELECTION_FRAME.conform(frame))

    def unfit_overrides(self, overrides: pd.DataFrame) -> pd.Series:
        """Which overrides cannot count: no reason, neither in nor out, or nobody eligible. True where unfit."""
        reasoned = overrides["reason"].fillna("").str.strip().ne("")
        known = overrides["override_id"].isin(override_id(self.frame))
        return ~(reasoned & known & overrides["override"].isin([_IN, _OUT]))


def override_id(frame: pd.DataFrame) -> pd.Series:
    """The id of the override of a person in a group."""
    return frame["person_id"].astype("string") + ":" + frame["group"].astype("string")


def write_selection(selection: Selection, folder: Path) -> None:
    """Keep the frame in the folder of a cycle, for its owner alone. It is never public."""
    write_table(selection.frame, SELECTION_FRAME, folder / _FILE)


def read_selection(folder: Path) -> Selection | None:
    """The frame of a cycle as it was kept; ``None`` where nobody was chosen yet. Raises ``InputError`` if damaged."""
    path = folder / _FILE
    return Selection(read_table(path, SELECTION_FRAME)) if path.is_file() else None
