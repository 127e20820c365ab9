"""Which woman a row of a list is about, under an id that stays hers when a later list first gives or mends her NIK.

Every description under which a woman was ever known is kept in the vault with her id (``store.DESCRIPTIONS``). Rows are
brought together with these before an id is given, so that the earliest id stays; nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pandas as pd

from audit.register.whose import folded, household_id
from audit.store import DESCRIPTIONS, keyed_id

__all__ = ["woman_descriptions", "woman_ids"]

_SAID = ["nik", "name", "birth_date", "area_code", "household_id"]
_Said = tuple[str, str, str, str, str]  # "" for what is missing


def woman_ids(records: pd.DataFrame, key: bytes, known: pd.DataFrame | None = None) -> pd.Series:
    """Return the id of each row's woman, missing where neither NIK nor name and birth date is known.

    ``records`` has nik (whole ones only), name, birth_date, area_code and where the lists have them kk and
    contact_date; ``known`` are the descriptions of earlier runs (``DESCRIPTIONS``). One woman: rows of one NIK; rows of
    one name and birth date without a NIK in one desa (a missing desa is the only one under which they are known, if
    there is one); such rows and the one NIK of that name and birth date that is not of another desa, of several the one
    of their family card; two NIKs of one name, birth date and family card (one was mended). Two NIKs of one name and
    birth date are otherwise two women.

    The id is the earliest that any of her descriptions had; of a woman nobody knew yet, a keyed hash of the NIK of her
    earliest contact, or else of its folded name, birth date and desa.
    """
    known = DESCRIPTIONS.empty() if known is None else known
    rows = descriptions_of(records, key)
    said: list[_Said] = [*rows, *known[_SAID].itertuples(index=False, name=None)]
    one = _Groups(len(said))
    _join_known(one, known["woman_id"].tolist(), len(rows))
    _join(one, said)
    days = [*_days(records), *known["first_on"]]
    ids = [*(_own_id(key, *row) for row in _placed(said)[: len(rows)]), *known["woman_id"]]
    first: dict[int, tuple[bool, pd.Timestamp, str]] = {}
    for at, (id, day) in enumerate(zip(ids, days, strict=True)):
        if id is not None:
            mine = (at < len(rows), pd.Timestamp.max if pd.isna(day) else day, id)  # known ids before new ones
            first[one.of(at)] = min(first.get(one.of(at), mine), mine)
    found = [first[one.of(at)][2] if _is_somebody(said[at]) else None for at in range(len(rows))]
    return pd.Series(found, index=records.index, dtype="string")


def woman_descriptions(records: pd.DataFrame, key: bytes, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """What the rows say of each woman (``DESCRIPTIONS``), for the vault; ``records`` also has woman_id.

    ``first_on`` is the earliest contact under a description, also of an earlier run.
    """
    new = pd.DataFrame(descriptions_of(records, key), columns=_SAID)
    new = new.assign(woman_id=records["woman_id"].to_numpy(), first_on=_days(records)).dropna(subset=["woman_id"])
    both = new if known is None else pd.concat([known, new], ignore_index=True)
    first = both.sort_values("first_on", na_position="last").drop_duplicates(["woman_id", *_SAID])
    return DESCRIPTIONS.conform(first.sort_values(["woman_id", *_SAID]))


def descriptions_of(records: pd.DataFrame, key: bytes) -> list[_Said]:
    """What each row says of its woman, "" for what it does not."""
    columns = (
        records["nik"].astype(object).where(records["nik"].notna(), ""),
        folded(records["name"]),
        pd.to_datetime(records["birth_date"]).dt.strftime("%Y-%m-%d").fillna(""),
        records["area_code"].astype(object).where(records["area_code"].notna(), ""),
        [household_id(key, kk) or "" for kk in records["kk"]] if "kk" in records else [""] * len(records),
    )
    return list(zip(*columns, strict=True))


def _days(records: pd.DataFrame) -> pd.Series:
    days = records["contact_date"] if "contact_date" in records else pd.Series(pd.NaT, index=records.index)
    return pd.to_datetime(days).astype("datetime64[s]").reset_index(drop=True)


def _is_somebody(said: _Said) -> bool:
    nik, name, born, *_ = said
    return bool(nik or (name and born))


def _own_id(key: bytes, nik: str, name: str, born: str, area: str, _: str) -> str | None:
    if nik:
        return keyed_id(key, "woman", nik)
    return keyed_id(key, "woman", name, born, area) if name and born else None


def _placed(said: Sequence[_Said]) -> list[_Said]:
    """The same with a missing desa filled in where name and birth date are known under a single one."""
    places: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for _, name, born, area, _ in said:
        places[name, born].update({area} - {""})

    def place(name: str, born: str, area: str) -> str:
        only = places[name, born]
        return area or (next(iter(only)) if len(only) == 1 else "")

    return [(nik, name, born, place(name, born, area), family) for nik, name, born, area, family in said]


def _join_known(one: _Groups, ids: Iterable[str], start: int) -> None:
    """Descriptions of one id are of one woman."""
    by_id: dict[str, int] = {}
    for at, id in enumerate(ids, start=start):
        one.join(by_id.setdefault(id, at), at)


def _join(one: _Groups, said: Sequence[_Said]) -> None:
    by_nik: dict[str, int] = {}
    by_card: dict[tuple[str, str, str], int] = {}
    by_place: dict[tuple[str, str, str], int] = {}
    niks: defaultdict[tuple[str, str], defaultdict[str, tuple[set[str], set[str]]]] = defaultdict(
        lambda: defaultdict(lambda: (set(), set()))
    )
    for at, (nik, name, born, area, family) in enumerate(said):
        if nik:
            one.join(by_nik.setdefault(nik, at), at)
        if nik and name and born:
            areas, families = niks[name, born][nik]
            areas.update({area} - {""})
            families.update({family} - {""})
            if family:
                one.join(by_card.setdefault((name, born, family), at), at)
    for at, ((nik, name, born, area, family), (_, _, _, place, _)) in enumerate(zip(said, _placed(said), strict=True)):
        if nik or not (name and born):
            continue
        one.join(by_place.setdefault((name, born, place), at), at)
        own = niks[name, born]
        fits = {one.of(by_nik[n]) for n, (areas, _) in own.items() if not area or not areas or area in areas}
        if len(fits) > 1:
            fits = {one.of(by_nik[n]) for n, (_, families) in own.items() if family and family in families}
        if len(fits) == 1:
            one.join(fits.pop(), at)


class _Groups:
    """Numbers that belong together (union-find)."""

    def __init__(self, n: int) -> None:
        self._above = list(range(n))

    def of(self, at: int) -> int:
        """The number that stands for the group of another."""
        while self._above[at] != at:
            self._above[at] = self._above[self._above[at]]
            at = self._above[at]
        return at

    def join(self, a: int, b: int) -> None:
        """Make one group of two."""
        self._above[self.of(b)] = self.of(a)
