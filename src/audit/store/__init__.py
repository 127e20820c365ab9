"""Keeping things: tables with a version, folders swapped whole, one run at a time, identity in a vault."""

from audit.store.lock import Lock, run_lock
from audit.store.permissions import owner_only, owner_only_within
from audit.store.refusals import on_full_disk, writing
from audit.store.swap import Repair, repair, staged
from audit.store.tables import read_table, write_table
from audit.store.vault import (
    DESCRIPTIONS,
    IDENTITIES,
    MENTIONS,
    NAMED,
    SAMPLE_KEY,
    Key,
    default_key_path,
    keyed_id,
    load_key,
    read_descriptions,
    read_identities,
    read_mentions,
    read_named,
    write_descriptions,
    write_identities,
    write_mentions,
    write_named,
)
from audit.store.whole import whole_file
from audit.store.workbook import new_workbook

__all__ = [
    "DESCRIPTIONS",
    "IDENTITIES",
    "MENTIONS",
    "NAMED",
    "SAMPLE_KEY",
    "Key",
    "Lock",
    "Repair",
    "default_key_path",
    "keyed_id",
    "load_key",
    "new_workbook",
    "on_full_disk",
    "owner_only",
    "owner_only_within",
    "read_descriptions",
    "read_identities",
    "read_mentions",
    "read_named",
    "read_table",
    "repair",
    "run_lock",
    "staged",
    "whole_file",
    "write_descriptions",
    "write_identities",
    "write_mentions",
    "write_named",
    "write_table",
    "writing",
]
