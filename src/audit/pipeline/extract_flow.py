"""How many rows and people there were at each step of an extract, with reasons (the figure that RECORD asks for)."""

from __future__ import annotations

import pandas as pd

from audit.pipeline.extract_people import Universe
from audit.pipeline.extract_tables import ExtractTables

__all__ = ["FLOW_COLUMNS", "LINKAGE_COLUMNS", "flow", "linkage_quality"]

FLOW_COLUMNS = ("part", "step", "reason", "n")
LINKAGE_COLUMNS = ("measure", "n", "of")
_MEASUREMENTS = ("eppgbm", "mapped")  # kinds of sources that hold them


def flow(universe: Universe, made: ExtractTables) -> pd.DataFrame:
    """One row a step: ``part`` (rows, children, eligible), ``step``, ``reason``, ``n``.

    In each part what comes in less what is left out is what goes on: rows read less rows set aside are rows kept;
    a wide row has many measurements, so ``measurements`` begins anew; children who are withheld, without a usable
    length or suppressed are those of the register that are not ``released``.
    """
    tables = universe.tables
    rows = [*_rows(universe), *_measurements(universe)]
    if "persons" in made.enforced:
        withheld = {reason: len(ids & set(tables.children["child_id"])) for reason, ids in universe.withheld.items()}
        measured = universe.lengths["child_id"].nunique()
        rows += [
            ("children", "on_register", "", len(tables.children)),
            *(("children", "left_out", reason, n) for reason, n in withheld.items()),
            ("children", "left_out", "no_usable_length", len(universe.children) - measured),
            ("children", "left_out", "suppressed", made.enforced["persons"].suppressed),
            ("children", "released", "", len(made.tables["persons"])),
        ]
    if "selection" in made.tables:
        frame = tables.selection_frame
        withheld = {reason: int(frame["person_id"].isin(list(ids)).sum()) for reason, ids in universe.withheld.items()}
        released, left = len(made.tables["selection"]), len(universe.selection)
        unlinked = len(frame) - sum(withheld.values()) - left
        rows += [
            ("eligible", "in_frame", "", len(frame)),
            *(("eligible", "left_out", reason, n) for reason, n in withheld.items()),
            *([("eligible", "left_out", "no_usable_length", unlinked)] if universe.extract.linked else []),
            ("eligible", "left_out", "suppressed", left - released),
            ("eligible", "released", "", released),
        ]
    return pd.DataFrame(rows, columns=list(FLOW_COLUMNS))


def linkage_quality(universe: Universe) -> pd.DataFrame:
    """What linking of records to children rests on: one row a measure, ``n`` of ``of``."""
    linking, children = universe.tables.linking, universe.tables.children
    rows = [
        ("records_linked", linking.visits, linking.records),
        ("exact_duplicates_merged", linking.merged, linking.records),
        ("records_without_day", linking.undated, linking.records),
        ("children_with_sound_nik", int(children["nik_status"].eq("ok").sum()), len(children)),
        ("pairs_to_decide", linking.to_decide, len(children)),
        ("decisions_unfit", linking.answers_unfit, len(children)),
    ]
    return pd.DataFrame(rows, columns=list(LINKAGE_COLUMNS))


def _rows(universe: Universe) -> list[tuple[str, str, str, int]]:
    sources = {source.id for source in universe.audit.sources if source.kind in _MEASUREMENTS}
    ours = [rows for rows in universe.tables.rows if rows.source in sources]
    reasons: dict[str, int] = {}
    for source in ours:
        for reason, n in source.reasons.items():
            reasons[reason] = reasons.get(reason, 0) + n
    return [
        ("rows", "read", "", sum(source.read for source in ours)),
        *(("rows", "left_out", reason, n) for reason, n in sorted(reasons.items())),
        ("rows", "kept", "", sum(source.kept for source in ours)),
    ]


def _measurements(universe: Universe) -> list[tuple[str, str, str, int]]:
    linking = universe.tables.linking
    return [
        ("measurements", "read", "", linking.records),
        ("measurements", "left_out", "exact_duplicate", linking.merged),
        ("measurements", "left_out", "no_day", linking.undated),
        ("measurements", "linked", "", linking.visits),
    ]
