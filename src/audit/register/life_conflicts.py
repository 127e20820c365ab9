"""Visits against lists: who was found gone and yet is shown alive by something newer, for a person to decide.

Until somebody has decided, whoever was found gone stays off every list: a visit too few can be made up for, the name of
a dead child on a list cannot.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from audit.register.life import ALIVE
from audit.store import owner_only, whole_file, writing

__all__ = ["LIFE_CONFLICTS", "found_gone", "life_conflicts", "write_life_conflicts"]

# The columns of the list that is given out; the first five are those of a list of life status, as which it comes back.
_HEADERS = {
    "person_id": "Kode", "name": "Nama", "birth_date": "Tanggal Lahir", "now": "Status", "since": "Tanggal",
    "status": "Hasil Kunjungan", "on": "Tanggal Kunjungan", "role": "Diisi Oleh", "source_system": "Sumber",
    "shown_by": "Bertentangan Dengan", "shown_on": "Tanggal Data",
}  # fmt: skip
LIFE_CONFLICTS = ("person_id", "status", "on", "role", "source_system", "shown_by", "shown_on")
_LISTED, _SEEN = "daftar_status", "pengukuran_atau_kontak"
_STAYED = "menolak"  # who refused still lives there: being measured contradicts nothing


def found_gone(
    people: pd.DataFrame, outcomes: pd.DataFrame, listed: pd.DataFrame, id: str, as_of: date
) -> pd.DataFrame:
    """Set the life status of children or women (``id`` names their column) whom a visit found gone.

    ``outcomes`` is ``cases.visit_outcomes``; ``listed`` what lists of life status say (``life_of``: status and date by
    id). A list that says of a day not before the visit that the person is gone, or that somebody made sure that she is
    there (``RETURNED``), stands; one without a day counts as the newest. What was found acts at once, also where it is
    dated after ``as_of``: it then counts from that day on.
    """
    today = pd.Timestamp(as_of)
    gone = outcomes[~_settled(outcomes, listed)].set_index("person_id")
    named = people[id].isin(gone.index)
    said = gone.reindex(people[id]).set_axis(people.index)
    return people.assign(
        life_status=people["life_status"].where(~named, said["status"]),
        life_status_date=people["life_status_date"].where(~named, said["on"].mask(said["on"] > today, today)),
    )


def life_conflicts(outcomes: pd.DataFrame, listed: pd.DataFrame, seen: pd.Series) -> pd.DataFrame:
    """Who was found gone and is shown alive by something newer (``LIFE_CONFLICTS``), a row each and thing, by person.

    ``seen`` is the newest day on which each person was measured or had a contact, by id. Only a list that says "hidup"
    of a later day, or of none, and a later measurement of somebody who died or moved speak against a visit.
    """
    open_ = outcomes[~_settled(outcomes, listed)]
    told = listed.reindex(open_["person_id"]).set_axis(open_.index)
    by_list = told["status"].eq(ALIVE).fillna(False) & ~(told["date"] <= open_["on"])
    last = pd.Series(seen.reindex(open_["person_id"]).array, index=open_.index)
    by_visit = (last > open_["on"]) & open_["status"].ne(_STAYED)
    both = pd.concat(
        [
            open_.assign(shown_by=_LISTED, shown_on=told["date"], speaks=by_list.to_numpy(dtype=bool)),
            open_.assign(shown_by=_SEEN, shown_on=last, speaks=by_visit.to_numpy(dtype=bool)),
        ]
    )
    rows = both[both["speaks"].to_numpy(dtype=bool)].sort_values(["person_id", "shown_by"], ignore_index=True)
    return rows[list(LIFE_CONFLICTS)]


def write_life_conflicts(conflicts: pd.DataFrame, identities: pd.DataFrame, path: Path) -> None:
    """Write the list to decide on (csv for Excel in Indonesian), with names: for the vault alone; none removes it.

    Status and Tanggal are filled in by a person and the file is named as a list of life status. Raises ``OutputError``
    where it cannot be written.
    """
    if conflicts.empty:
        with writing(path):
            path.unlink(missing_ok=True)
        return
    names = identities.drop_duplicates("child_id").set_index("child_id")[["name", "birth_date"]]
    rows = conflicts.join(names, on="person_id").reindex(columns=list(_HEADERS)).rename(columns=_HEADERS)
    with whole_file(path) as partial:
        rows.to_csv(partial, sep=";", index=False, encoding="utf-8-sig", lineterminator="\n", date_format="%d/%m/%Y")
        owner_only(partial)


def _settled(outcomes: pd.DataFrame, listed: pd.DataFrame) -> pd.Series:
    """Whether a list has the last word: gone or made sure, not before the visit."""
    told = listed.reindex(outcomes["person_id"]).set_axis(outcomes.index)
    last = told["date"].isna() | (told["date"] >= outcomes["on"])
    return told["status"].notna() & told["status"].ne(ALIVE).fillna(False) & last
