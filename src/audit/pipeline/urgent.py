"""Urgent referrals in a run: found as soon as the data are read, kept in the cycle's store, written before all else.

No child waits for a forum, for permission to publish, or for a report that is refused later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from audit.cases.referrals import gone_people, order_findings, worklist
from audit.cases.urgent_referral import new_referrals, urgent_at_import, urgent_findings
from audit.pipeline.border import Border, own_key
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.taking_in import own_forms
from audit.pipeline.vault_files import URGENT_WORKBOOK
from audit.reference.areas import areas_of
from audit.reference.referral_rules import URGENT_RULES
from audit.reference.rule_sets import rule_set
from audit.register import ImportResult
from audit.register.case_layout import FormMeta
from audit.register.linkage import link_visits
from audit.register.urgent_form import SOURCE, is_urgent_form, read_urgent, urgent_entries
from audit.report.urgent_workbook import write_urgent
from audit.results import Sentence
from audit.schemas import REFERRALS
from audit.store import Key, read_identities
from audit.store.cycles import CycleStore
from audit.store.entries import changes, current, heads

__all__ = ["ROLE", "puskesmas_of", "refer", "refer_at_import", "take_in_lists"]

ROLE = "program"  # who wrote that somebody was found: no person did


def refer(border: Border, params: AuditParams, project: Project, *, wrong: tuple[Sentence, ...] = ()) -> pd.DataFrame:
    """Add who was found now, and write ``rujuk-segera.xlsx`` into the vault.

    Returns the referrals of the cycle as they stand (``REFERRALS``). The identities of ``border`` are in the vault
    already. Running twice adds nothing. ``wrong`` (``take_in_lists``) stands in the workbook. Raises ``InputError``
    where the store of the cycle is damaged, ``OutputError`` where a file cannot be written.
    """
    store, rules, areas = CycleStore(project.cycle(params)), params.cases.urgent, areas_of(params.district.code)
    tables, day = border.tables, params.as_of
    found = urgent_findings(
        tables.children, tables.visits, tables.women, tables.child_history, as_of=day, areas=areas, rules=rules
    )
    entries = store.entries()
    new = new_referrals(found, current(entries, REFERRALS))
    if len(new):
        store.add(changes(entries, REFERRALS, new, role=ROLE, filled_on=day, source_system=SOURCE))
        entries = store.entries()
    referrals = current(entries, REFERRALS)
    own = heads(entries[entries["table"].eq(REFERRALS.name).to_numpy(dtype=bool)])
    write_urgent(
        project.vault(params) / URGENT_WORKBOOK,
        worklist(referrals, gone_people(tables.children, tables.women, day), day),
        read_identities(project.vault(params)),
        rules=rules,
        areas=areas,
        puskesmas=puskesmas_of(border.records),
        meta=FormMeta(params.district.folder, params.cycle, known=frozenset(own["entry_id"])),
        doubts=order_findings(referrals, day),
        wrong=wrong,
        language=params.language,
    )
    return referrals


def refer_at_import(imports: Mapping[str, ImportResult], district: str, path: Path) -> tuple[int, Key]:
    """Write who needs a doctor now straight from files that were just read; returns how many people, and the key.

    No audit stands behind it: the rules are those that the package ships, and there is no store. The codes are those
    that an audit of the same children gives, so a list that was filled in can be read back by it.
    """
    areas, rules, key = areas_of(district), rule_set(URGENT_RULES), own_key()
    records = pd.concat([result.records.assign(source_file=name) for name, result in imports.items()])
    linked = link_visits(records, key=key.secret, areas=areas)
    found = urgent_at_import(linked.children, linked.visits, areas=areas, rules=rules)
    rows = REFERRALS.conform(found).sort_values(["found_on", "person_id", "rule_id"], ignore_index=True)
    write_urgent(path, rows, linked.identities, rules=rules, areas=areas, puskesmas=puskesmas_of(records))
    return found["person_id"].nunique(), key


def puskesmas_of(records: pd.DataFrame) -> dict[str, str]:
    """The puskesmas of each desa as most measurements name it; nothing where none does."""
    if not {"area_code", "puskesmas"} <= set(records.columns):
        return {}
    said = records[["area_code", "puskesmas"]].dropna()
    counts = said.value_counts().rename("n").reset_index().sort_values(["area_code", "n", "puskesmas"])
    last = counts.drop_duplicates("area_code", keep="last")
    return dict(zip(last["area_code"].astype(str), last["puskesmas"].astype(str), strict=True))


def take_in_lists(params: AuditParams, project: Project) -> tuple[Sentence, ...]:
    """Read every list of referrals that came back into the store; gives the sentences about what must be mended.

    A file that cannot be opened, which may be such a list, or a list of another audit refuses no run.
    """
    return tuple(_taken_in(CycleStore(project.cycle(params)), params, project))


def _taken_in(store: CycleStore, params: AuditParams, project: Project) -> Iterator[Sentence]:
    for path in own_forms(is_urgent_form, params, project):
        if isinstance(path, Sentence):
            yield path
            continue
        entries, wrong = urgent_entries(read_urgent(path), store.entries(), day=params.as_of)
        if len(entries):
            store.add(entries)
        yield from wrong
