"""Keeping things: tables with a version, folders swapped whole, one run at a time, identity in a vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.on_demand import on_demand

if TYPE_CHECKING:
    from audit.store.copies import copy_folder
    from audit.store.id_key import SAMPLE_KEY, Key, default_key_path, keyed_id, load_key
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
    "copy_folder",
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

on_demand(
    __name__,
    {
        "DESCRIPTIONS": "vault",
        "IDENTITIES": "vault",
        "MENTIONS": "vault",
        "NAMED": "vault",
        "SAMPLE_KEY": "id_key",
        "Key": "id_key",
        "Lock": "lock",
        "Repair": "swap",
        "copy_folder": "copies",
        "default_key_path": "id_key",
        "keyed_id": "id_key",
        "load_key": "id_key",
        "new_workbook": "workbook",
        "on_full_disk": "refusals",
        "owner_only": "permissions",
        "owner_only_within": "permissions",
        "read_descriptions": "vault",
        "read_identities": "vault",
        "read_mentions": "vault",
        "read_named": "vault",
        "read_table": "tables",
        "repair": "swap",
        "run_lock": "lock",
        "staged": "swap",
        "whole_file": "whole",
        "write_descriptions": "vault",
        "write_identities": "vault",
        "write_mentions": "vault",
        "write_named": "vault",
        "write_table": "tables",
        "writing": "refusals",
    },
)
