"""Who is in an extract, and what each says at some levels of detail: the frames on which anonymity is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from audit.disclosure.extract_schema import KINDS
from audit.pipeline.params import AuditParams
from audit.pipeline.params_extract import ExtractParams
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.reference.extract_rules import DAYS_OF
from audit.register.consents import consenting, refusing_study
from audit.risk.person_time import AGED_OUT, LAST_SEEN, PersonTime, person_time, seen
from audit.survey.equity_ranks import fifths

__all__ = ["QUASI_OF_PERSONS", "QUASI_OF_SELECTION", "Universe"]

QUASI_OF_PERSONS = ("sex", "age", "area", "welfare")
QUASI_OF_TIME, QUASI_OF_SELECTION = ("time", "exit"), ("group", "selection")
_CHILDREN = ("baduta", "balita_24_59")
_GOT = ("received", "rechecked")


@dataclass(frozen=True)
class Universe:
    """Everybody whom an extract may be about, from the prepared tables of its audit."""

    tables: Tables
    audit: AuditParams
    extract: ExtractParams
    _timed: dict[str, PersonTime] = field(default_factory=dict)  # by level: refusals ask for each again and again

    @cached_property
    def withheld(self) -> dict[str, frozenset[str]]:
        """Ids of those who refused, and of those who were never asked where consent must be given."""
        consents, as_of = self.tables.consents, self.audit.as_of
        people = {"child_id": self.tables.children, "woman_id": self.tables.women}
        refused = refusing_study(consents, people, as_of)
        everybody = frozenset(self.tables.selection_frame["person_id"]).union(*(f[id] for id, f in people.items()))
        may = consenting(consents, "research", as_of) if self.extract.consent.basis == "given" else everybody
        return {"refused": everybody & refused, "not_asked": everybody - may - refused}

    def _allowed(self, ids: pd.Series) -> np.ndarray:
        return ~ids.isin(list(frozenset().union(*self.withheld.values()))).to_numpy(dtype=bool)

    @cached_property
    def children(self) -> pd.DataFrame:
        """Children whose data may be used."""
        children = self.tables.children
        return children[self._allowed(children["child_id"])].reset_index(drop=True)

    @cached_property
    def lengths(self) -> pd.DataFrame:
        """Their usable lengths up to the day of the audit."""
        visits = self.tables.visits
        return seen(self.children, visits[self._allowed(visits["child_id"])], as_of=self.audit.as_of)

    @cached_property
    def selection(self) -> pd.DataFrame:
        """The selection frame of those whose data may be used; linked, of those with a usable length."""
        frame = self.tables.selection_frame
        frame = frame[self._allowed(frame["person_id"])]
        if self.extract.linked:
            frame = frame[frame["person_id"].isin(self.lengths["child_id"].unique()).to_numpy(dtype=bool)]
        return frame.reset_index(drop=True)

    def followed(self, level: str, children: pd.DataFrame | None = None) -> PersonTime:
        """Person-time in the unit of a level; ``children`` in place of our own, for an attacker who has others."""
        if children is None:
            if level not in self._timed:
                self._timed[level] = self.followed(level, self.children)
            return self._timed[level]
        return person_time(children, self.lengths, unit_days=DAYS_OF[level], as_of=self.audit.as_of)

    @property
    def quasi(self) -> tuple[str, ...]:
        """What somebody may know of people of the first three tables."""
        timed = QUASI_OF_TIME if {"person_time", "exposures"} & set(self.extract.tables) else ()
        got = ("exposures",) if "exposures" in self.extract.tables and not self.extract.exposures_agreed else ()
        return (*QUASI_OF_PERSONS, *timed, *got, *(QUASI_OF_SELECTION if self.extract.linked else ()))

    def persons(self, levels: Mapping[str, str], children: pd.DataFrame | None = None) -> pd.DataFrame:
        """One row a child with a usable length: ``id``, ``visits``, ``followed``, sensitive columns, and each of
        ``quasi`` at its level, missing where the level is none. ``children`` as in :meth:`followed`.
        """
        who = self.children if children is None else children
        people = self.followed(levels.get("time", "years"), children).people
        of = who.set_index("child_id").reindex(people["child_id"])
        exit_reason = coarse_exits(people["exit_reason"], levels.get("exit", "none"))
        told = exit_reason.notna()
        out = people[["visits", "stunted_first", "stunted_last", "stunted_ever"]].assign(
            id=people["child_id"].astype("string"),
            sex=_told(of["sex"].astype("string"), levels["sex"]),
            age=coarse_ages((people["origin"] - of["birth_date"].reset_index(drop=True)).dt.days, levels["age"]),
            area=coarse_areas(of["area_code"], levels["area"], self.audit.district.code),
            welfare=_told(self._welfare(of["household_id"]), levels["welfare"]),
            exit=exit_reason,
            followed=people["followed"].where(told, people["history"].str.rpartition(";")[2].astype("float64")),
        )
        out["time"] = (people["history"] + "|" + out["followed"].map("{:g}".format)).astype("string")
        if "exposures" in levels:
            out["exposures"] = self._received(out["id"], levels)
        return out if not self.extract.linked else self._with_selection(out, levels)

    def exposures(self, levels: Mapping[str, str]) -> pd.DataFrame:
        """What each child was offered and got up to the day of the audit, in units since its origin.

        ``each``: package, need, stage, time, dose (how often); ``packages``: packages received and when; ``ever``:
        packages received at all.
        """
        people = self.followed(levels["time"]).people.set_index("child_id")
        rows = self.tables.services.rename(columns={"person_id": "id"})
        known = rows["date"].le(pd.Timestamp(self.audit.as_of)).to_numpy(dtype=bool)
        rows = rows[rows["id"].isin(people.index).to_numpy(dtype=bool) & known].reset_index(drop=True)
        days = (rows["date"] - people["origin"].reindex(rows["id"]).reset_index(drop=True)).dt.days
        rows["time"] = np.floor(days / DAYS_OF[levels["time"]] + 0.5).astype("Int64")
        if levels["exposures"] == "each":
            keys = ["id", "package", "need", "stage", "time"]
            return rows.groupby(keys, dropna=False).size().rename("dose").astype("Int64").reset_index()
        got = rows[rows["stage"].isin(_GOT).to_numpy(dtype=bool) & rows["package"].notna().to_numpy(dtype=bool)]
        keys = ["id", "package", "time"] if levels["exposures"] == "packages" else ["id", "package"]
        return got[keys].drop_duplicates().sort_values(keys, ignore_index=True)

    def _received(self, ids: pd.Series, levels: Mapping[str, str]) -> pd.Series:
        """All that each child received, as one text."""
        rows = self.exposures(levels).set_index("id").astype(object).astype(str)
        said = rows.agg(",".join, axis=1).groupby(level=0).agg("|".join)
        return said.reindex(ids).fillna("").astype("string").reset_index(drop=True)

    def chosen(self, levels: Mapping[str, str]) -> pd.DataFrame:
        """One row an eligible person: ``id``, the frame's numbers, ``group`` and ``selection`` at their levels."""
        frame = self.selection
        how = frame["chosen_by"].astype("string").fillna("not_chosen")
        near = frame["near_miss"].eq(True).fillna(False).to_numpy(dtype=bool)
        how = how.mask(near, "near_miss").replace({"override": "override_in"})
        how = how.mask(frame["override"].eq("out").fillna(False).to_numpy(dtype=bool), "override_out")
        chosen = frame["chosen_by"].notna()
        child = frame["group"].isin(_CHILDREN).to_numpy(dtype=bool)
        group = {
            "each": frame["group"],
            "kind": pd.Series(np.where(child, *KINDS), index=frame.index),
            "none": pd.Series(pd.NA, index=frame.index),
        }[levels["group"]]
        return pd.DataFrame(
            {
                "id": frame["person_id"].astype("string"),
                "group": group.astype("string"),
                "selection": how if levels["selection"] == "how" else chosen.map({True: "y", False: "n"}),
                "chosen": chosen,
                "rank_share": frame["rank"].astype("float64") / frame.groupby("group")["rank"].transform("max"),
                **{name: frame[name].astype("float64") for name in ("score", "threshold", "rank", "data_missing")},
            }
        )

    def _with_selection(self, out: pd.DataFrame, levels: Mapping[str, str]) -> pd.DataFrame:
        """The group of each child and how it was chosen; who was not eligible has neither."""
        of = self.chosen(levels).set_index("id").reindex(out["id"])
        return out.assign(**{name: of[name].to_numpy() for name in QUASI_OF_SELECTION})

    def _welfare(self, households: pd.Series) -> pd.Series:
        """Fifths of the people of each source of ranks, 1 poorest: ranks of two sources never compare."""
        known = self.tables.households.set_index("household_id").reindex(households)
        ranks = known["welfare_rank"].to_numpy(dtype="float64", na_value=np.nan)
        out = np.full(len(known), np.nan)
        for _, rows in pd.Series(range(len(known))).groupby(known["welfare_source"].astype(object).to_numpy()):
            out[rows.to_numpy()] = fifths(ranks[rows.to_numpy()])
        return pd.Series(out).astype("Int64")


def _told(values: pd.Series, level: str) -> pd.Series:
    """Values from row 0 on, all missing where the level is none."""
    values = values.reset_index(drop=True)
    return values.mask(pd.Series(level == "none", index=values.index))


def coarse_ages(days: pd.Series, level: str) -> pd.Series:
    """Lower bound of the step of each age: in weeks for ``weeks``, else in months; missing for ``none``."""
    if level == "none":
        return pd.Series(pd.NA, index=days.index, dtype="Int64")
    step = {"weeks": 1, "months": 1, "half_years": 6, "years": 12}[level]
    return ((days / DAYS_OF[level]).floordiv(1) * step).astype("Int64")


def coarse_areas(codes: pd.Series, level: str, district: str) -> pd.Series:
    """The code of each area at a level; ``<code>.00`` where the register knows only what lies above it."""
    areas = areas_of(district)
    parts = {"desa": 4, "kecamatan": 3, "district": 2}[level]
    leaves = [areas.leaf("" if pd.isna(code) else str(code)) for code in codes]
    return pd.Series([".".join(leaf.split(".")[:parts]) for leaf in leaves], dtype="string")


def coarse_exits(reasons: pd.Series, level: str) -> pd.Series:
    """Why time ended: ``reasons``; ``left`` for died and moved together; ``none``: not told at all."""
    if level == "none":
        return pd.Series(pd.NA, index=reasons.index, dtype="string")
    pooled = reasons if level == "reasons" else reasons.where(reasons.isin([AGED_OUT, LAST_SEEN]), "left")
    return pooled.astype("string")
