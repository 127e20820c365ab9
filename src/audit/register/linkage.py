"""Which measurements are of one child, without trusting NIK.

Birth date, sex, name, parent, area, posyandu and birth weight speak for and against (``register.evidence``); an intact
NIK is one more piece of evidence. What is certain enough is linked; twins and children of one name stay apart; the rest
is a list for a person, whose answers the next run honours. Nothing depends on the order of the rows.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.reference.areas import Areas
from audit.register.asking import asked, decided, question_list
from audit.register.clusters import Link, Pair, clusters, components, pairs_within
from audit.register.contests import contests
from audit.register.evidence import Evidence, enough, weigh
from audit.register.judging import APART, LINK, Measured, judge, same_day
from audit.register.linked import DUPLICATE, UNDATED, child_ids, child_table, visit_tables
from audit.register.pairs import candidates
from audit.register.rivals import Rivals, rivals
from audit.register.signatures import SOURCE, Signatures, day_number, signatures_of

__all__ = ["LinkSummary", "LinkedVisits", "link_visits"]

_TEXT = (
    "nik", "nik_status", "name", "sex", "parent_name", "area_code", "posyandu", "rt", "rw", "measure",
    "weight_gain_status", "vitamin_a", "source_file", "source_sheet", "exported_waz_label", "exported_haz_label",
    "exported_whz_label",
)  # fmt: skip
_NUMBERS = (
    "birth_weight_kg", "birth_length_cm", "weight_kg", "lenhei_cm", "muac_cm", "exported_haz", "exported_waz",
    "exported_whz", "source_row",
)  # fmt: skip
_DATES = ("birth_date", "visit_date", "entry_date")


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """Every record accounted for: ``records = visits + merged + undated``."""

    records: int
    visits: int
    merged: int  # exact duplicates of a visit
    undated: int  # no date of measurement: the child is kept, there is no visit
    children: int
    pairs_considered: int
    to_decide: int
    answers_unfit: int = 0  # decisions that name a pair which is not there; passed over


@dataclass(frozen=True, slots=True)
class LinkedVisits:
    """Children and their visits.

    ``children`` and ``visits`` are canonical (``audit.schemas``); ``identities`` is for the vault
    (``store.IDENTITIES``); ``to_decide`` has one row a doubtful pair, with names: for ``data/private`` only;
    ``left_out`` names every record that is no visit, with ``reason`` (``duplikat_persis``, ``tanpa_tanggal_ukur``) and
    its child.
    """

    children: pd.DataFrame
    visits: pd.DataFrame
    identities: pd.DataFrame
    to_decide: pd.DataFrame
    left_out: pd.DataFrame
    summary: LinkSummary


def link_visits(
    records: pd.DataFrame, *, key: bytes, areas: Areas, decisions: pd.DataFrame | None = None
) -> LinkedVisits:
    """Link records of ``read_visits`` (with ``source_file`` added) to children.

    ``key`` makes the ids (``store.load_key``); ``decisions`` is a list that came back (``read_decisions``): ``sama``
    pairs are joined, ``beda`` pairs kept apart. Columns that a file does not have may be absent. A record that says too
    little about its child (no birth date, say) stays a child of its own: nothing is guessed. Not for linking persons
    across districts.
    """
    rows = _in_order(records)
    sig = signatures_of(rows, key, alone=lambda frame: ~enough(frame))
    i, j = candidates(sig)
    measured = _measured(rows, sig)
    evidence = same_day(weigh(sig, i, j), measured)
    verdict = judge(evidence, sig)
    same, different, unfit = decided(sig, decisions)
    child, found = _joined(rows, sig, evidence.take(verdict == LINK), measured, same, different)
    of_record = child[sig.of_record]
    ids = child_ids(rows, of_record, sig, key)
    visits, left_out = visit_tables(rows, ids)
    children, identities = child_table(rows, ids)
    to_decide = question_list(
        rows, sig, areas, asked(evidence, verdict, child, found.apart | found.unlikely | different)
    )
    reasons = left_out["reason"].value_counts()
    summary = LinkSummary(
        records=len(rows),
        visits=len(visits),
        merged=int(reasons.get(DUPLICATE, 0)),
        undated=int(reasons.get(UNDATED, 0)),
        children=len(children),
        pairs_considered=len(i),
        to_decide=len(to_decide),
        answers_unfit=unfit,
    )
    return LinkedVisits(children, visits, identities, to_decide, left_out, summary)


def _in_order(records: pd.DataFrame) -> pd.DataFrame:
    """Return every column that linking knows, of one dtype each, in an order of content and not of arrival."""
    rows = records.reindex(columns=[*_TEXT, *_NUMBERS, *_DATES])
    dtypes = {
        **dict.fromkeys(_TEXT, "string"),
        **dict.fromkeys(_NUMBERS, "float64"),
        **dict.fromkeys(_DATES, "datetime64[s]"),
    }
    rows = rows.astype(dtypes)
    first = [*SOURCE, "visit_date"]
    return rows.sort_values([*first, *(c for c in dtypes if c not in first)], ignore_index=True)


def _measured(rows: pd.DataFrame, sig: Signatures) -> Measured:
    """What each description measured on which day."""
    frame = pd.DataFrame(
        {
            "sig": sig.of_record,
            "day": day_number(rows["visit_date"]),
            "kg": rows["weight_kg"].to_numpy(float),
            "cm": rows["lenhei_cm"].to_numpy(float),
        }
    )
    frame = frame[rows["visit_date"].notna().to_numpy() & frame[["kg", "cm"]].notna().any(axis=1)]
    found: dict[int, dict[int, set[tuple[float, float]]]] = {}
    for number, day, kg, cm in frame.fillna(-1.0).itertuples(index=False, name=None):
        found.setdefault(number, {}).setdefault(day, set()).add((kg, cm))
    return found


def _files(rows: pd.DataFrame, sig: Signatures) -> dict[int, set[str]]:
    """Which files hold each description."""
    found: dict[int, set[str]] = {}
    for number, file in zip(sig.of_record.tolist(), rows["source_file"].fillna("").tolist(), strict=True):
        found.setdefault(number, set()).add(file)
    return found


def _joined(
    rows: pd.DataFrame,
    sig: Signatures,
    linked: Evidence,
    measured: Measured,
    same: set[Pair],
    different: set[Pair],
) -> tuple[np.ndarray, Rivals]:
    """Number the child of each description: follow the links, but compare whatever they connect pair by pair first.

    Rivals stay apart, and a description that two of them claim is left to a person. Who calls two descriptions one
    child was asked about all that had come together with either: what was doubtful between these is settled too.
    """
    firm = sorted(same)
    ends = np.array(firm, np.int64).reshape(-1, 2)
    group = components(len(sig), np.concatenate([linked.i, ends[:, 0]]), np.concatenate([linked.j, ends[:, 1]]))
    inside = same_day(weigh(sig, *pairs_within(group), every=True), measured)
    found = rivals(inside, sig, group, measured, _files(rows, sig))
    near = inside.take(judge(inside, sig) != APART)

    def number(rival: Set[Pair], unlikely: Set[Pair], firm: list[Pair]) -> np.ndarray:
        torn, lost = contests(near, rival, inside)
        links = [
            Link(-s, i, j)
            for s, i, j in zip(linked.score.tolist(), linked.i.tolist(), linked.j.tolist(), strict=True)
            if i not in torn and j not in torn and (i, j) not in lost
        ]
        return clusters(len(sig), links, rival | unlikely, firm)

    doubtful = found.doubtful
    if same:
        before = number(found.apart | doubtful | different, found.unlikely, []).tolist()
        settled = {frozenset((before[i], before[j])) for i, j in same}
        doubtful = frozenset((i, j) for i, j in doubtful if frozenset((before[i], before[j])) not in settled)
    rival = ((found.apart | doubtful) - same) | different
    return number(rival, found.unlikely - same, firm), found
