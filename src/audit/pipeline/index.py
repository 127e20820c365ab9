"""``reports/index.html``, made anew from the manifests of all reports after each run, and checked against them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from audit.language import text
from audit.language.catalogue import Language
from audit.pipeline.failures import failures
from audit.pipeline.index_scanned import note_scanned, scanned_before
from audit.pipeline.keys import canonical, short
from audit.pipeline.manifest import MANIFEST, read_manifest
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.scanning import scan_public
from audit.report import Entry, render_index
from audit.report.index_figures import Headline, headline_of, headline_read
from audit.report.index_files import IndexFile
from audit.store import run_lock, writing

__all__ = ["index_fault", "listed_but_gone", "write_index"]

_PUBLIC, _RESULTS = "publik/", "hasil.json"
_NAME = "index.html"
# Beside it in a second language; the first of these in which a report is written is the page itself.
_NAMES: Mapping[Language, str] = {"id": _NAME, "en": "index-en.html"}
_LISTED = re.compile(r'href="([^"/]+/[^"/]+)/publik/')  # as the template of the page writes a report's address
_PATIENCE = 60.0  # seconds; another run writes it in a moment


def write_index(project: Project) -> Path:
    """Write the index whole or not at all. It holds names of districts, what their public results say in a line,
    why a run gave no report, and addresses of public files; nothing else.

    Runs of several districts that end together write it one after the other, so that the last one sees every report.
    A report whose manifest cannot be read is left out; ``aks verify`` names it. Raises ``DisclosureError`` (exit 13)
    where a person of any listed district would appear; the older index then stays. A page that stands as it would be
    written is not looked through again for the same people.
    """
    reports = project.root / "reports"
    target = reports / _NAME
    with writing(target), run_lock(target, wait=_PATIENCE):
        manifests = _manifests(reports)
        pages = _pages(reports, manifests)
        if _written(reports) == _encoded(pages) and scanned_before(pages, manifests.values(), project):
            return target
        partials = {reports / name.replace(".html", ".partial.html"): reports / name for name in pages}
        try:
            for partial, final in partials.items():
                partial.write_text(pages[final.name], encoding="utf-8", newline="\n")
                _scan(partial, manifests.values(), project)
            for partial, final in partials.items():
                partial.replace(final)
        finally:
            for partial in partials:
                partial.unlink(missing_ok=True)
        for name in {*_NAMES.values()} - pages.keys():
            (reports / name).unlink(missing_ok=True)
        note_scanned(pages, manifests.values(), project)
    return target


def listed_but_gone(project: Project) -> list[Path]:
    """Report folders to which the page leads and that are not there: moved away or removed since the last run.

    A run writes the page anew from what is there; what was removed before it is remembered only by the manifest of
    the district's next cycle.
    """
    reports = project.root / "reports"
    if not (reports / _NAME).is_file():
        return []
    listed = set(_LISTED.findall((reports / _NAME).read_text(encoding="utf-8", errors="replace")))
    return sorted(folder for name in listed if not (folder := reports / name).is_dir())


def index_fault(project: Project) -> Literal["", "missing", "changed"]:
    """Whether the page is the one that the manifests give, byte by byte; it has no hash anywhere.

    A page that another version of the library wrote, or one older than a report, is ``changed`` too. Ask only where
    every report is whole: what is wrong with a report shows in the page that it would give.
    """
    reports = project.root / "reports"
    manifests = _manifests(reports)
    if not (reports / _NAME).is_file():
        return "missing" if manifests else ""
    return "" if _written(reports) == _encoded(_pages(reports, manifests)) else "changed"


def _written(reports: Path) -> dict[str, bytes]:
    return {name: (reports / name).read_bytes() for name in {*_NAMES.values()} if (reports / name).is_file()}


def _encoded(pages: Mapping[str, str]) -> dict[str, bytes]:
    return {name: page.encode("utf-8") for name, page in pages.items()}


def _manifests(reports: Path) -> dict[Path, dict[str, Any]]:
    folders = sorted(path.parent for path in reports.glob(f"*/*/{MANIFEST}"))
    return {folder: manifest for folder in folders if (manifest := read_manifest(folder))}


def _pages(reports: Path, manifests: Mapping[Path, Mapping[str, Any]]) -> dict[str, str]:
    """The page by file name, in every language in which any report is written; Indonesian where there is none."""
    made = [manifest["inputs"]["params"] for manifest in manifests.values()]
    asked: set[object] = {params.get(name) for params in made for name in ("language", "other_language")}
    languages: list[Language] = [language for language in _NAMES if not asked.isdisjoint({language})]
    if not languages:
        languages.append("id")
    names: dict[Language, str] = {language: _NAMES[language] if at else _NAME for at, language in enumerate(languages)}
    pages = {}
    for language, name in names.items():
        entries = [_entry(folder, reports, manifest, language) for folder, manifest in manifests.items()]
        others: list[tuple[Language, str]] = [other for other in names.items() if other[1] != name]
        elsewhere = others[0] if others else None
        pages[name] = render_index(entries, failures(reports), language=language, elsewhere=elsewhere)
    return pages


def _scan(page: Path, manifests: Iterable[Mapping[str, Any]], project: Project) -> None:
    """Look for the persons of each district whose vault is on this machine."""
    for manifest in manifests:
        params = AuditParams.model_validate_json(canonical(manifest["inputs"]["params"]))
        if project.vault(params).is_dir():
            scan_public([page], params, project, base=page.parent)


def _entry(folder: Path, reports: Path, manifest: Mapping[str, Any], language: Language) -> Entry:
    params = manifest["inputs"]["params"]
    return Entry(
        district=params["district"]["name"],
        code=params["district"]["code"],
        cycle=params["cycle"],
        state=manifest["state"],
        forum=text(f"report.forum.{params['forum']['kind']}", language),
        key=short(manifest["run_key"]),
        folder=folder.relative_to(reports).as_posix(),
        files=tuple(
            IndexFile(output["path"].removeprefix(_PUBLIC), output["bytes"])
            for output in manifest["outputs"]
            if output["path"].startswith(_PUBLIC) and (folder / output["path"]).is_file()
        ),
        sample=params["sample"],
        headline=_headline(folder, manifest),
    )


def _headline(folder: Path, manifest: Mapping[str, Any]) -> Headline:
    """From the manifest; of a report made before manifests held it, from its public results."""
    stored = manifest.get("headline")
    if stored is not None:
        return headline_read(stored)
    results = folder / _PUBLIC / _RESULTS
    return headline_of(json.loads(results.read_text(encoding="utf-8"))) if results.is_file() else Headline()
