"""Linked records as canonical tables: children, visits, identities, and the records that are no visit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.register.signatures import SOURCE, Signatures
from audit.schemas import CHILDREN, VISITS
from audit.store import IDENTITIES, keyed_id

__all__ = ["DUPLICATE", "UNDATED", "child_ids", "child_table", "visit_tables"]

DUPLICATE, UNDATED = "duplikat_persis", "tanpa_tanggal_ukur"
_MEASURES = ["weight_kg", "lenhei_cm", "measure", "muac_cm"]


def child_ids(rows: pd.DataFrame, child: np.ndarray, sig: Signatures, key: bytes) -> pd.Series:
    """Return the id of each record's child: a keyed hash of the earliest description of it.

    Name, sex, birth date and parent of the earliest visit make the id, so that later files do not change it; where two
    children share all four, everything known at that visit does.
    """
    first = (
        pd.DataFrame(
            {"child": child, "sig": sig.of_record, "day": rows["visit_date"].to_numpy(), "id": sig.ids[sig.of_record]}
        )
        .sort_values(["child", "day", "id"], kind="stable", na_position="last")
        .drop_duplicates("child")
    )
    known = sig.frame.loc[first["sig"], ["name", "order", "sex", "birth_date", "persons"]]
    known["birth_date"] = known["birth_date"].dt.strftime("%Y-%m-%d").fillna("")
    shared = known.duplicated(keep=False).to_numpy()
    ids = [
        keyed_id(key, "child", *((own,) if twice else tuple(what)))
        for own, twice, what in zip(first["id"], shared, known.itertuples(index=False, name=None), strict=True)
    ]
    by_child = pd.Series(ids, index=first["child"].to_numpy(), dtype="string")
    if not by_child.is_unique:
        raise ValueError("two children have one id")
    return by_child.reindex(child).reset_index(drop=True)


def visit_tables(rows: pd.DataFrame, ids: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return visits, and the records that are none: copies of a visit, and those without a date.

    Equal weight and length of a child on a day are one visit where posture and MUAC do not contradict; the record that
    says most is kept. Other figures of the same day are a further measurement (``seq`` 2, 3, …).
    """
    frame = rows.assign(child_id=ids, order=np.arange(len(rows)))
    undated = frame["visit_date"].isna()
    dated = frame[~undated].copy()
    day = ["child_id", "visit_date", "weight_kg", "lenhei_cm"]
    alike = dated.groupby(day, dropna=False)[["measure", "muac_cm"]].transform("nunique").max(axis=1) <= 1
    dated["split"] = dated["measure"].fillna("").where(~alike, "") + dated["muac_cm"].astype("string").fillna("").where(
        ~alike, ""
    )
    dated["missing"] = dated.isna().sum(axis=1)
    dated = dated.sort_values([*day, "split", "missing", "order"], kind="stable")
    copy = dated.duplicated([*day, "split"])
    visits = dated[~copy].sort_values(["child_id", "visit_date", "order"], kind="stable")
    visits["seq"] = visits.groupby(["child_id", "visit_date"]).cumcount() + 1
    left_out = pd.concat([frame[undated].assign(reason=UNDATED), dated[copy].assign(reason=DUPLICATE)])
    left_out = left_out.sort_values("order")[["reason", "child_id", *SOURCE]].reset_index(drop=True)
    left_out["reason"] = left_out["reason"].astype("string")
    left_out["source_row"] = left_out["source_row"].astype("Int64")
    return VISITS.conform(visits[[c for c in VISITS.names if c in visits]]), left_out


def child_table(rows: pd.DataFrame, ids: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the children and who they are, one row each by ``child_id``.

    Sex and birth date are those of most records, the newest among equals; place and NIK status those of the newest
    record that knows them; birth weight and length those of the earliest; the name is the newest.
    """
    frame = rows.assign(child_id=ids).sort_values(["child_id", "visit_date"], kind="stable", na_position="first")
    groups = frame.groupby("child_id", sort=True)
    newest = groups[["name", "parent_name", "area_code", "posyandu", "rt", "rw", "nik_status"]].last()
    earliest = groups[["birth_weight_kg", "birth_length_cm"]].first()
    who = newest.join(earliest)
    for column in ("sex", "birth_date"):
        who[column] = _commonest(frame, column)
    intact = frame[(frame["nik_status"] == "ok").fillna(False)]
    who["nik"] = intact.groupby("child_id")["nik"].last()
    who.loc[who["nik"].notna(), "nik_status"] = "ok"
    who = who.reset_index()
    return (
        CHILDREN.conform(who[[c for c in CHILDREN.names if c in who]]),
        IDENTITIES.conform(who[list(IDENTITIES.names)]),
    )


def _commonest(frame: pd.DataFrame, column: str) -> pd.Series:
    known = frame[["child_id", "visit_date", column]].dropna(subset=[column])
    counts = known.groupby(["child_id", column], as_index=False).agg(n=(column, "size"), newest=("visit_date", "max"))
    ranked = counts.sort_values(["child_id", "n", "newest", column], na_position="first")
    return ranked.drop_duplicates("child_id", keep="last").set_index("child_id")[column]
