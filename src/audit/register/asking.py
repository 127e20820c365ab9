"""The pairs that a person decides: which ones, what the list shows of both sides, and what came back.

The list names children and parents: it belongs to ``data/private`` and is never an output.
"""

from __future__ import annotations

from collections.abc import Set

import numpy as np
import pandas as pd

from audit.reference import linkage_rules as rules
from audit.reference.areas import Areas
from audit.register.clusters import Pair
from audit.register.decisions import DECISION, DIFFERENT_CHILDREN, SAME_CHILD
from audit.register.evidence import FIELDS, Evidence
from audit.register.judging import APART
from audit.register.signatures import Signatures

__all__ = ["asked", "decided", "question_list"]

_SHOWN = ("name", "sex", "birth_date", "parent_name", "area", "posyandu", "birth_weight_kg", "visits", "source")
_BETWEEN = "-"


def asked(evidence: Evidence, verdict: np.ndarray, child: np.ndarray, apart: Set[Pair]) -> Evidence:
    """Return the pairs to ask about: not joined and not two for certain, the best one for each two children.

    Children that some pair of theirs keeps apart are not asked about again.
    """
    a, b = child[evidence.i], child[evidence.j]
    settled = {(min(child[i], child[j]), max(child[i], child[j])) for i, j in apart}
    low, high = np.minimum(a, b), np.maximum(a, b)
    open_ = np.fromiter(((x, y) not in settled for x, y in zip(low.tolist(), high.tolist(), strict=True)), bool, len(a))
    some = evidence.take(np.flatnonzero((a != b) & open_ & (verdict != APART)))
    order = np.lexsort((some.j, some.i, -some.score))
    best = pd.DataFrame({"low": child[some.i], "high": child[some.j]}).apply(np.sort, axis=1, raw=True)
    return some.take(order[~best.iloc[order].duplicated().to_numpy()])


def decided(sig: Signatures, decisions: pd.DataFrame | None) -> tuple[set[Pair], set[Pair], int]:
    """Return pairs that a person called one child, pairs called two, and how many answers name no pair that is there.

    These are passed over: the rows changed since the list was made, or an earlier version named pairs otherwise.
    """
    found: dict[str, set[Pair]] = {SAME_CHILD: set(), DIFFERENT_CHILDREN: set()}
    unfit = 0
    if decisions is not None:
        number = {id: k for k, id in enumerate(sig.ids)}
        for pair, decision in decisions[["pair_id", DECISION]].itertuples(index=False, name=None):
            ends = sorted(number[end] for end in pair.split(_BETWEEN) if end in number)
            if len(ends) == 2:
                found[decision].add((ends[0], ends[1]))
            else:
                unfit += 1
    return found[SAME_CHILD], found[DIFFERENT_CHILDREN], unfit


def question_list(rows: pd.DataFrame, sig: Signatures, areas: Areas, pairs: Evidence) -> pd.DataFrame:
    """Return the list: ``pair_id score reasons``, both sides (``a_name … b_source``), and an empty ``decision``.

    ``score`` is log2 of the odds for one child; ``reasons`` are ids of the catalogue, ``linkage.<reason>``.
    """
    wanted = np.unique(np.concatenate([pairs.i, pairs.j]))
    sides = _sides(rows[np.isin(sig.of_record, wanted)], sig.of_record[np.isin(sig.of_record, wanted)], areas)
    ends = np.sort(np.stack([sig.ids[pairs.i], sig.ids[pairs.j]], axis=1).astype(str), axis=1)
    out = pd.DataFrame(
        {
            "pair_id": pd.Series([_BETWEEN.join(pair) for pair in ends], dtype="string"),
            "score": np.round(pairs.score, 1),
            "reasons": pd.Series(_reasons(pairs), dtype="string"),
        }
    )
    for side, numbers in (("a", pairs.i), ("b", pairs.j)):
        values = sides.reindex(numbers).reset_index(drop=True)
        out = out.join(values.add_prefix(f"{side}_"))
    out[DECISION] = pd.Series("", index=out.index, dtype="string")
    return out


def _sides(rows: pd.DataFrame, of_record: np.ndarray, areas: Areas) -> pd.DataFrame:
    """What a person sees of a description: its first row, how many rows it has, and where the first one stands."""
    names = {area.code: area.name for area in areas}
    shown = rows.assign(
        area=rows["area_code"].map(lambda code: names.get(code, code), na_action="ignore"),
        source=rows["source_file"].fillna("")
        + " / "
        + rows["source_sheet"].fillna("")
        + " / "
        + rows["source_row"].astype("Int64").astype("string").fillna(""),
    )
    counts = shown.assign(number=of_record).groupby("number").size()
    first = shown.assign(number=of_record).drop_duplicates("number").set_index("number").assign(visits=counts)
    return first[list(_SHOWN)]


def _reasons(pairs: Evidence) -> list[str]:
    words = [np.array(["", *(f"{field}_{level}" for level in rules.LEVELS[1:])], object) for field in FIELDS]
    columns = [word[pairs.levels[field]] for field, word in zip(FIELDS, words, strict=True)]
    return [";".join(filter(None, row)) for row in zip(*columns, strict=True)]
