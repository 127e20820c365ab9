"""The attack on an extract before it is written: whoever holds the vault and the register tries to name its rows."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from audit.disclosure.linking_attack import LinkAttack, link_attack
from audit.errors import DisclosureError
from audit.language import number
from audit.pipeline.extract_people import QUASI_OF_PERSONS, Universe
from audit.pipeline.extract_tables import ExtractTables

__all__ = ["attack_extract"]


def attack_extract(universe: Universe, made: ExtractTables, identities: pd.DataFrame) -> list[LinkAttack]:
    """Attack by what the vault says, then with every day of weighing, then with exposures and z-scores.

    ``identities``: the vault (``store.IDENTITIES``), from which birth dates and areas are taken. The first two must
    fail: ``DisclosureError`` (exit 13) where a row could be named with a chance above 1 / k. The others are for the
    codebook: what was received and measured may be known to few, and only the agreement keeps them from looking.
    """
    if "persons" not in made.enforced:
        return []
    enforced = made.enforced["persons"]
    rows = enforced.frame
    known = _as_known(universe, enforced.levels, identities)
    by_vault = [name for name in QUASI_OF_PERSONS if name in enforced.levels]
    attacks = [link_attack(known, rows, by_vault), link_attack(known, rows, list(enforced.levels))]
    for attack in attacks:
        if attack.most_likely > 1 / universe.extract.k:
            chance = number(100 * attack.most_likely, 0)
            raise DisclosureError("disclosure.extract_linked", knows=", ".join(attack.knows), chance=chance)
    return attacks + _with_more(rows, list(enforced.levels), made)


def _as_known(universe: Universe, levels: Mapping[str, str], identities: pd.DataFrame) -> pd.DataFrame:
    """Everybody as the holder of the vault can lay them beside the extract: its birth dates and areas, not ours."""
    vault = identities.set_index("child_id").reindex(universe.children["child_id"])
    children = universe.children.assign(
        birth_date=vault["birth_date"].array, area_code=vault["area_code"].astype("string").array
    )
    return universe.persons(levels, children)


def _with_more(rows: pd.DataFrame, columns: list[str], made: ExtractTables) -> list[LinkAttack]:
    """The same people with what they received, and with their z-scores: the truth itself as knowledge."""
    more, frame, knows = [], rows, columns
    for table, names in (("exposures", ["package", "need", "stage", "time", "dose"]), ("person_time", ["haz"])):
        if table in columns or table not in made.tables:
            continue
        of = made.tables[table].astype(object)
        names = [name for name in names if name in of]
        if not names:
            continue
        said = of.groupby("person_id")[names].apply(lambda part: "|".join(part.astype(str).agg(",".join, axis=1)))
        told = said.reindex(frame["id"].map(dict(made.ids))).to_numpy()
        frame = frame.assign(**{table: pd.Series(told, index=frame.index).astype(object)})
        knows = [*knows, table]
        more.append(link_attack(frame, frame, knows))
    return more
