"""A district with every list beside its register, small enough to be read in seconds, and its next half-year."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from openpyxl import load_workbook

from audit.pipeline import load_params
from audit.pipeline.border import Border, cross_border, key_for
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.reference.sample_registers import Figure, district_spec
from audit.synth import make_register
from audit.synth.follow_up import simulate_follow_up

CODE, NAME = "64.74", "64.74-kota-bontang"
SPEC = replace(district_spec(CODE), register_size=Figure(1_500))
LATER = {
    "eppgbm-2026": ("eppgbm", "eppgbm-2026.xlsx"),
    "ibu-2026": ("women", "ibu-2026.xlsx"),
    "riwayat-anak-2026": ("child_history", "riwayat-anak-2026.csv"),
    "status-hidup": ("life_status", "status-hidup-2026.csv"),  # in place of the list of the first half-year
}


@dataclass(frozen=True)
class District:
    """A project folder with one district, and what came over its border."""

    project: Project
    params: AuditParams
    border: Border

    def truth(self, name: str) -> Path:
        """The truth that lies beside the sample files."""
        return self.project.root / "data" / "sample" / CODE / f"truth-{name}.parquet"


def _read(root: Path) -> District:
    """Read the district of a project folder."""
    params = load_params(root / "params" / f"{NAME}.yaml", root=root)
    project = Project(root)
    return District(project, params, cross_border(params, project, key_for(params)))


def _sources(lists: Mapping[str, tuple[str, str]], cut_off: date) -> list[dict[str, Any]]:
    """Entries of ``sources`` in params for lists of the sample."""
    return [
        {
            "id": id,
            "kind": kind,
            "path": f"data/sample/{CODE}/{file}",
            "producer": "Dinas Kesehatan Kota Bontang (data contoh)",
            "cut_off": cut_off,
            "handover": "BA-CONTOH/2026",
            "publishable": True,
        }
        for id, (kind, file) in lists.items()
    ]


@pytest.fixture(scope="session")
def lay_district(repository: Path) -> Callable[..., Path]:
    """Write params of a district into a folder, with more sources than the repository names."""

    def lay(root: Path, more: Sequence[Mapping[str, Any]] = (), **changes: object) -> Path:
        (root / "params").mkdir(parents=True, exist_ok=True)
        (root / "notebooks").mkdir(exist_ok=True)
        shutil.copy(repository / "params" / "_defaults.yaml", root / "params")
        content = yaml.safe_load((repository / "params" / f"{NAME}.yaml").read_text(encoding="utf-8")) | changes
        named = {source["id"] for source in more}
        content["sources"] = [s for s in content["sources"] if s["id"] not in named] + [dict(s) for s in more]
        path = root / "params" / f"{NAME}.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return root

    return lay


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory, lay_district: Callable[..., Path]) -> District:
    """The district in the first cycle. Tests read it and change nothing."""
    root = lay_district(tmp_path_factory.mktemp("district"))
    make_register(SPEC, root / "data" / "sample" / CODE)
    return _read(root)


@pytest.fixture(scope="session")
def by_nik(district: District) -> pd.Series:
    """Ids of women and children by NIK; a child whose NIK is masked throughout by its name, birth date and desa."""
    identities, children = district.border.identities, pd.read_parquet(district.truth("children"))
    named = ["name", "birth_date", "area_code"]
    unmasked = identities.dropna(subset="nik").set_index("nik")["child_id"]
    once = identities.drop_duplicates(named, keep=False).astype({"birth_date": "datetime64[ns]"})
    masked = children.drop_duplicates(named, keep=False).merge(once, on=named, suffixes=("_truth", ""))
    return pd.concat([unmasked, masked.set_index("nik_truth")["child_id"]]).groupby(level=0).first()


class Rows:
    """A sheet of a form: rows of data by the value of a column, cells by the names of the first row."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.columns = {str(cell.value): cell.column for cell in sheet[1] if cell.value is not None}

    def get(self, row: int, column: str) -> Any:
        """What stands in a cell."""
        return self.sheet.cell(row, self.columns[column]).value

    def put(self, row: int, column: str, value: Any) -> None:
        """Type into a cell."""
        self.sheet.cell(row, self.columns[column]).value = value

    def where(self, column: str, said: Callable[[Any], bool] = bool) -> list[int]:
        """Rows of data whose cell in a column says something, or says it so."""
        return [row for row in range(3, self.sheet.max_row + 1) if said(self.get(row, column))]


@contextmanager
def _opened(path: Path, key: str) -> Iterator[list[Rows]]:
    """Sheets with a column of this name; the workbook is saved in its place when the block ends."""
    book = load_workbook(path)
    found = [Rows(sheet) for sheet in book.worksheets if key in [cell.value for cell in sheet[1]]]
    assert found, f"no sheet of {path.name} has a column {key}"
    yield found
    book.save(path)


@pytest.fixture(scope="session")
def opened() -> Callable[[Path, str], AbstractContextManager[list[Rows]]]:
    """Open a workbook as an office does: ``opened(path, column)`` gives its sheets with that column."""
    return _opened


@pytest.fixture(scope="session")
def half_a_year_on(
    district: District, tmp_path_factory: pytest.TempPathFactory, lay_district: Callable[..., Path]
) -> Callable[..., District]:
    """Read the district again with the lists of the next half-year: some NIKs were helped, some people are gone."""

    def later(*, helped: Sequence[str], gone: Mapping[str, str], cycle: str, as_of: date) -> District:
        root = tmp_path_factory.mktemp("later")
        shutil.copytree(district.project.root, root, dirs_exist_ok=True)
        simulate_follow_up(SPEC, root / "data" / "sample" / CODE, helped=helped, gone=gone)
        lay_district(root, _sources(LATER, as_of), cycle=cycle, as_of=as_of, months=["2025-08", "2026-02"])
        return _read(root)

    return later
