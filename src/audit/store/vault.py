"""Identity in one place: who a ``child_id`` is, readable by the owner alone; everywhere else only keyed hashes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from audit.results import Finding
from audit.schemas import Table
from audit.store.permissions import owner_only
from audit.store.refusals import writing
from audit.store.tables import read_table, write_table

__all__ = [
    "DESCRIPTIONS",
    "IDENTITIES",
    "MENTIONS",
    "NAMED",
    "read_descriptions",
    "read_identities",
    "read_mentions",
    "read_named",
    "write_descriptions",
    "write_identities",
    "write_mentions",
    "write_named",
]

IDENTITIES = Table(
    "identities",
    1,
    ("child_id",),
    (
        ("child_id", "string"),  # of a woman: her woman_id
        ("name", "string"),
        ("nik", "string"),
        ("parent_name", "string"),
        ("birth_date", "datetime64[s]"),
        ("area_code", "string"),
        ("posyandu", "string"),
        ("rt", "string"),
        ("rw", "string"),
    ),
)

# Everything by which the sources name somebody, each spelling once: more than the newest of each child.
# ``kind``: name, nik, phone or address.
MENTIONS = Table("mentions", 1, ("kind", "text"), (("kind", "string"), ("text", "string")))

# Every description under which a woman was ever known, "" for what was missing: so that her id stays when a later list
# gives or mends her NIK. ``name`` is folded.
DESCRIPTIONS = Table(
    "descriptions",
    1,
    ("woman_id", "nik", "name", "birth_date", "area_code", "household_id"),
    (
        ("woman_id", "string"),
        ("nik", "string"),
        ("name", "string"),
        ("birth_date", "string"),  # ISO
        ("area_code", "string"),
        ("household_id", "string"),
        ("first_on", "datetime64[s]"),
    ),
)

# Volunteers, teams and donors of the programme by keyed id; ``kind`` is what the id is of: cadre, team, donor.
NAMED = Table("named", 1, ("named_id",), (("named_id", "string"), ("kind", "string"), ("name", "string")))

_FILE = "identitas.parquet"
_DESCRIPTIONS_FILE = "perempuan.parquet"
_MENTIONS_FILE = "sebutan.parquet"
_NAMED_FILE = "nama-program.parquet"


def write_identities(frame: pd.DataFrame, folder: Path) -> Finding | None:
    """Add identities to the vault of a district; an id that is there already gets its new values.

    Returns a finding where the system cannot keep others out (Windows, exFAT): the folder then belongs on an encrypted
    disk. Raises ``OutputError`` where it cannot be written.
    """
    return _add(frame, IDENTITIES, folder, folder / _FILE)


def read_identities(folder: Path) -> pd.DataFrame:
    """Return everybody in the vault of a district by ``child_id``; raises ``InputError`` where there is none."""
    return read_table(folder / _FILE, IDENTITIES)


def write_descriptions(frame: pd.DataFrame, folder: Path) -> Finding | None:
    """Add descriptions of women to the vault; what is there stays there. Returns and raises as ``write_identities``."""
    return _add(frame, DESCRIPTIONS, folder, folder / _DESCRIPTIONS_FILE)


def read_descriptions(folder: Path) -> pd.DataFrame:
    """Return every description of a woman in the vault of a district; none where nobody wrote any."""
    path = folder / _DESCRIPTIONS_FILE
    return read_table(path, DESCRIPTIONS) if path.is_file() else DESCRIPTIONS.empty()


def write_mentions(frame: pd.DataFrame, folder: Path) -> Finding | None:
    """Add names, NIK, telephone numbers and addresses (``kind``, ``text``) to the vault; what is there stays there.

    What the scan of public files looks for: also who has left the register since. Returns and raises as
    ``write_identities`` does.
    """
    return _add(frame, MENTIONS, folder, folder / _MENTIONS_FILE)


def read_mentions(folder: Path) -> pd.DataFrame:
    """Return every mention in the vault of a district; none where nobody wrote any."""
    path = folder / _MENTIONS_FILE
    return read_table(path, MENTIONS) if path.is_file() else MENTIONS.conform(pd.DataFrame())


def write_named(frame: pd.DataFrame, folder: Path) -> Finding | None:
    """Add volunteers, teams and donors (``NAMED``) to the vault. Returns and raises as ``write_identities`` does."""
    return _add(frame, NAMED, folder, folder / _NAMED_FILE)


def read_named(folder: Path) -> pd.DataFrame:
    """Return every volunteer, team and donor in the vault of a district; none where nobody wrote any."""
    path = folder / _NAMED_FILE
    return read_table(path, NAMED) if path.is_file() else NAMED.empty()


def _add(frame: pd.DataFrame, table: Table, folder: Path, path: Path) -> Finding | None:
    """Write a table of the vault with the rows that it had, new ones in place of those of the same key."""
    new = table.conform(frame)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        finding = owner_only(folder)
    if path.is_file():
        new = pd.concat([read_table(path, table), new], ignore_index=True)
    key = list(table.key)
    write_table(new.drop_duplicates(key, keep="last").sort_values(key), table, path)
    return finding
