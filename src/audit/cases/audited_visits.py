"""Measurements that the audit made itself: at home visits, written into worksheets, and when cases are re-assessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from audit.schemas import EVALUATIONS, ITEMS, VISITS
from audit.store.entries import current

__all__ = ["audited_visits", "with_audited"]

_HOME_VISIT = "kunjungan_rumah"  # source of an answer (worksheet_items.DATA_SOURCES)
_DAY, _MEASURES = "measured_on", ("weight_kg", "lenhei_cm")
_FIELDS = ("visit_date", *_MEASURES, "muac_cm")


def audited_visits(cases: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """Measurements of cases by the audit, as visits (``VISITS``), a row a child and day; with a length only.

    From the worksheet where length was found at a home visit and the day of measuring is written; from every evaluation
    of the case. Two of one day: the evaluation counts.
    """
    if entries.empty:
        return VISITS.empty()
    person = dict(zip(cases["case_id"], cases["person_id"], strict=True))
    done = current(entries, EVALUATIONS).rename(columns={"evaluated_on": "visit_date"})
    rows = pd.concat([done[["case_id", *_FIELDS]], _at_home(current(entries, ITEMS))], ignore_index=True)
    rows["child_id"] = rows["case_id"].map(person)
    rows = rows[rows["lenhei_cm"].gt(0) & rows["visit_date"].notna() & rows["child_id"].notna()]
    rows = rows.drop_duplicates(["child_id", "visit_date"]).sort_values(["child_id", "visit_date"], ignore_index=True)
    return VISITS.conform(rows.drop(columns="case_id").assign(seq=1, source_file="audit"))


def _at_home(items: pd.DataFrame) -> pd.DataFrame:
    wide: dict[str, dict[str, object]] = {}
    for row in items[items["item_code"].isin([_DAY, *_MEASURES])].to_dict("records"):
        of = wide.setdefault(str(row["case_id"]), {})
        of[str(row["item_code"])] = row["value"]
        if row["item_code"] == "lenhei_cm":
            of["found"] = row["data_source"]
    rows = [
        {"case_id": case, "visit_date": of[_DAY], **{name: of.get(name) for name in _MEASURES}}
        for case, of in wide.items()
        if of.get("found") == _HOME_VISIT and _DAY in of
    ]
    frame = pd.DataFrame(rows, columns=["case_id", *_FIELDS])
    return frame.assign(
        visit_date=pd.to_datetime(frame["visit_date"]).astype("datetime64[s]"),
        **{name: pd.to_numeric(frame[name]).astype("float64") for name in (*_MEASURES, "muac_cm")},
    )


def with_audited(visits: pd.DataFrame, audited: pd.DataFrame) -> tuple[pd.DataFrame, Mapping[str, frozenset[date]]]:
    """Visits with those of the audit added, and the days on which the audit measured, by child.

    Where the register has a length of that child and day, it is the same measurement entered twice: the register's row
    stays, and the day counts as the audit's.
    """
    days = {str(id): frozenset(rows["visit_date"].dt.date) for id, rows in audited.groupby("child_id")}
    key = ["child_id", "visit_date"]
    known = pd.MultiIndex.from_frame(visits.loc[visits["lenhei_cm"].gt(0), key])
    new = audited[~pd.MultiIndex.from_frame(audited[key]).isin(known)]
    if new.empty:
        return visits, days
    taken = visits.groupby(key)["seq"].max()
    last = taken.reindex(pd.MultiIndex.from_frame(new[key])).fillna(0).to_numpy()
    more = new.assign(seq=pd.array(last + 1, dtype="Int64"))
    return VISITS.conform(pd.concat([visits, more], ignore_index=True)), days
