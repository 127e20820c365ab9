"""The pages of ``reports/index.html`` drawn from manifests, and looked through for people; nothing is written here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from audit.language import text
from audit.language.catalogue import Language
from audit.pipeline.failure_files import failures
from audit.pipeline.keys import canonical, short
from audit.pipeline.manifest import MANIFEST, read_manifest
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.scanning import scan_public
from audit.report import Entry, render_index
from audit.report.index_figures import Headline, headline_of, headline_read
from audit.report.index_files import IndexFile

__all__ = ["encoded_pages", "look_through", "manifests_of"]

_PUBLIC, _RESULTS = "publik/", "hasil.json"


def manifests_of(reports: Path) -> dict[Path, dict[str, Any]]:
    """The manifest of every report that has one of ours, by folder."""
    folders = sorted(path.parent for path in reports.glob(f"*/*/{MANIFEST}"))
    return {folder: manifest for folder in folders if (manifest := read_manifest(folder))}


def encoded_pages(
    reports: Path, manifests: Mapping[Path, Mapping[str, Any]], names: Mapping[Language, str]
) -> dict[str, bytes]:
    """The page by file name, in every language in which any report is written; Indonesian where there is none.

    ``names``: the file of each language; the first language takes the first name, whichever it is.
    """
    made = [manifest["inputs"]["params"] for manifest in manifests.values()]
    asked: set[object] = {params.get(name) for params in made for name in ("language", "other_language")}
    languages: list[Language] = [language for language in names if not asked.isdisjoint({language})]
    if not languages:
        languages.append("id")
    first = next(iter(names.values()))
    used: dict[Language, str] = {language: names[language] if at else first for at, language in enumerate(languages)}
    pages = {}
    for language, name in used.items():
        entries = [_entry(folder, reports, manifest, language) for folder, manifest in manifests.items()]
        others: list[tuple[Language, str]] = [other for other in used.items() if other[1] != name]
        elsewhere = others[0] if others else None
        page = render_index(entries, failures(reports), language=language, elsewhere=elsewhere)
        pages[name] = page.encode("utf-8")
    return pages


def look_through(page: Path, manifests: Iterable[Mapping[str, Any]], project: Project) -> None:
    """Look for the persons of each district whose vault is on this machine.

    Raises ``DisclosureError`` (exit 13) where somebody is found.
    """
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
