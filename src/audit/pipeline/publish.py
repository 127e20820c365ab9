"""From executed notebooks to a report folder that is either whole, private and hashed, or not there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from audit.disclosure import Fact, printed_by
from audit.disclosure.attack import attack
from audit.errors import InputError
from audit.language.catalogue import Language
from audit.pipeline.case_papers import write_case_papers
from audit.pipeline.crate import write_crate
from audit.pipeline.forum_packs import write_forum_packs, write_mini_lists, write_sector_pages
from audit.pipeline.infographics import write_infographic
from audit.pipeline.kecamatan_sheets import write_kecamatan_sheets
from audit.pipeline.manifest import build_manifest, write_manifest
from audit.pipeline.notebook import NOTEBOOKS, executed_folder
from audit.pipeline.open import context_of, results_of
from audit.pipeline.other_language import drawn_again, in_language
from audit.pipeline.own_blocks import own_blocks
from audit.pipeline.params import AuditParams
from audit.pipeline.plan import require_replaceable
from audit.pipeline.posyandu_sheets import write_posyandu_sheets
from audit.pipeline.prepared import current_inputs, is_prepared
from audit.pipeline.prepared_tables import load_tables
from audit.pipeline.previous import FACTS, facts_before, still_true, write_facts
from audit.pipeline.project import Project
from audit.pipeline.restricted_lists import write_restricted_lists
from audit.pipeline.scanning import scan_public
from audit.pipeline.slides import write_slides
from audit.pipeline.vault_files import LISTS
from audit.pipeline.word_files import write_word_files
from audit.report import (
    ReportContext,
    blocks_in,
    formal_blocks,
    formal_front,
    render_html,
    render_pdf,
    results_rows,
    write_results,
)
from audit.report.checklist_workbook import write_checklist_workbook
from audit.report.index_figures import headline_from
from audit.report.sections.reporting_checklists import CHECKLIST_WORKBOOK
from audit.results import Result
from audit.store import copy_folder, owner_only, owner_only_within, run_lock, staged

__all__ = ["publish"]

REPORT = "laporan"  # and "laporan-en" for the further language


def publish(params: AuditParams, project: Project, *, log: Sequence[str] = ()) -> Path:
    """Render, attack, scan, hash and swap into place; returns the report folder.

    Raises ``DisclosureError`` (exit 13) where a hidden number can be recomputed or a name, number or date would leave;
    ``OutputError`` (exit 17) where a file cannot be replaced or the older report is final; ``InputError`` (exit 11)
    where an input changed since it was read. In each case the older report stays.
    """
    report, executed = project.report(params), executed_folder(params, project)
    context = context_of(params, project, edition="publik")
    facts = tuple(fact for released in context.released.values() for fact in released.facts)
    results = results_of(params, project)
    attacked = _attack(facts, facts_before(report), results)
    with run_lock(report), staged(report) as folder:
        require_replaceable(params, project)
        blocks, rows = _write_public(context, executed, folder / "publik", params.other_language)
        write_forum_packs(context, params, folder / "publik")
        write_sector_pages(context, folder / "publik")
        write_kecamatan_sheets(context, folder / "publik")
        write_slides(context, blocks, folder / "publik", mini_workshops=params.mini_workshop is not None)
        write_infographic(context, folder / "publik")
        write_word_files(context, blocks, folder / "publik")
        restricted = folder / "terbatas"
        restricted.mkdir()
        owner_only(restricted)
        copy_folder(executed, restricted / "kerja")
        for name in LISTS:
            shutil.copy(project.vault(params) / name, restricted)
        tables = load_tables(project.interim(params))
        write_case_papers(tables, params, project, restricted)
        write_restricted_lists(results, tables, params, project, restricted)
        write_mini_lists(results, params, project, restricted)
        write_posyandu_sheets(results, tables, params, project, restricted)
        write_checklist_workbook(restricted / CHECKLIST_WORKBOOK, context, blocks)
        _write(restricted / "kerja" / "run.log", "".join(f"{line}\n" for line in log))
        public = folder / "publik"
        crate = write_crate(folder, current_inputs(params, project), params)
        scanned = scan_public([*(p for p in public.rglob("*") if p.is_file()), crate], params, project, base=folder)
        write_facts(facts, restricted / FACTS)
        excepted = "".join(f"{name}\n" for name in scanned.excepted)
        _write(restricted / "kerja" / "nama-dikecualikan.txt", excepted)
        owner_only_within(restricted)
        read = {"files": scanned.files, "characters": scanned.characters}
        checked = {"attack": attacked, "scan": read, "headline": headline_from(context, rows).to_json()}
        if not is_prepared(params, project):
            raise InputError("pipeline.changed_meanwhile", name=params.district.name)
        inputs, state = current_inputs(params, project), params.report.state
        write_manifest(folder, build_manifest(folder, inputs, facts=checked, state=state))
    shutil.rmtree(executed)
    return report


def _write_public(
    context: ReportContext, executed: Path, folder: Path, other: Language | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The report in its languages and its numbers, drawn from blocks and released results only.

    Returns the blocks and the rows of results.
    """
    folder.mkdir()
    notebooks = {name: _read(executed / f"{name}.ipynb") for name in NOTEBOOKS}
    own = {name: _read(executed / f"{name}.ipynb") for name in sorted(_names(executed) - {*NOTEBOOKS})}
    blocks = [block for notebook in notebooks.values() for block in blocks_in(notebook)]
    shown = {block["id"] for block in blocks}
    blocks += own_blocks(own, context, shown)
    blocks = _write_report(context, blocks, folder, REPORT)
    if other:
        said = in_language(context, other)
        again = [block for name, notebook in notebooks.items() for block in drawn_again(notebook, name, said)]
        again += own_blocks(own, said, shown)
        _write_report(said, again, folder, f"{REPORT}-{other}")
    rows = results_rows(context)
    _write(folder / "hasil.json", json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    write_results(rows, folder / "hasil.parquet")
    return blocks, rows


def _write_report(
    context: ReportContext, blocks: list[dict[str, Any]], folder: Path, stem: str
) -> list[dict[str, Any]]:
    """The report as a page and on paper; returns its blocks, those of the formal order among them."""
    meta, front, logo = context.meta(), None, context.formal.logo
    if context.order == "resmi":
        front = formal_front(context)
        blocks = [*blocks, *(block.to_json() for block in formal_blocks(context))]
    _write(folder / f"{stem}.html", render_html(blocks, meta, front=front, logo=logo))
    (folder / f"{stem}.pdf").write_bytes(render_pdf(blocks, meta, as_of=context.as_of, front=front, logo=logo))
    return blocks


def _names(executed: Path) -> set[str]:
    return {path.stem for path in executed.glob("*.ipynb")}


def _read(executed: Path) -> dict[str, Any]:
    return json.loads(executed.read_text(encoding="utf-8"))


def _attack(facts: Sequence[Fact], before: Sequence[Fact], results: Mapping[str, Result]) -> Mapping[str, int]:
    """Try to recompute every hidden number from all the public ones together, earlier cycles' included."""
    partitions = printed_by(results.values()).partitions
    report = attack(facts, partitions, previous=still_true(before, facts))
    report.check()
    return {"facts": report.facts, "hidden": report.attacked, "recomputed": len(report.found)}


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")
