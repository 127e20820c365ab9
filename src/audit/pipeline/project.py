"""Where things are: the project is the nearest folder upward that holds ``params/`` and ``notebooks/``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audit.errors import ParamsError
from audit.pipeline.params import AuditParams

__all__ = ["Project", "find_project"]


@dataclass(frozen=True, slots=True)
class Project:
    """A checkout with its folders. Paths inside outputs are always relative to ``root``."""

    root: Path

    @property
    def params_files(self) -> tuple[Path, ...]:
        """Every district's params file, by code."""
        return tuple(sorted(p for p in (self.root / "params").glob("*.yaml") if not p.name.startswith("_")))

    def own_params(self, code: str) -> Path | None:
        """The params file of a district, ``None`` where it has none of its own."""
        return next((path for path in self.params_files if path.name.startswith(f"{code}-")), None)

    @property
    def plans(self) -> Path:
        """Folder of the plans: files that name many districts."""
        return self.root / "params" / "plans"

    @property
    def notebooks(self) -> Path:
        """Folder of the notebooks."""
        return self.root / "notebooks"

    @property
    def sample(self) -> Path:
        """Folder of the synthetic registers."""
        return self.root / "data" / "sample"

    @property
    def lake(self) -> Path:
        """Folder of the registers of many districts (``store.lake``): owner only."""
        return self.root / "data" / "lake"

    def interim(self, params: AuditParams) -> Path:
        """Folder of the canonical tables and the pattern of one audit."""
        return self.root / "data" / "interim" / params.district.code / params.cycle

    def vault(self, params: AuditParams) -> Path:
        """Folder of the identities of one district."""
        return self.root / "data" / "private" / params.district.code

    def cycle(self, params: AuditParams) -> Path:
        """Folder of what people wrote in one cycle (``store.CycleStore``)."""
        return self.root / "data" / "private" / params.district.folder / "siklus" / params.cycle

    def cycles(self, params: AuditParams) -> tuple[Path, ...]:
        """Folders of this cycle and of earlier ones of the district, oldest first; only those that are there."""
        own = self.cycle(params)
        return tuple(sorted(folder for folder in own.parent.glob("20*") if folder.is_dir() and folder.name <= own.name))

    def answers(self, params: AuditParams) -> tuple[Path, ...]:
        """Workbooks of a district that came back filled in, by name; those that Excel holds open are left out."""
        folder = self.root / "data" / "raw" / params.district.code / "isian"
        return tuple(sorted(path for path in folder.glob("*.xlsx") if not path.name.startswith("~$")))

    @property
    def extract_params(self) -> Path:
        """Folder of the params of research extracts."""
        return self.root / "params" / "extracts"

    def extract(self, name: str) -> Path:
        """Folder of a research extract: owner only."""
        return self.root / "data" / "extracts" / name

    def extract_key(self, params: AuditParams, name: str) -> Path:
        """Key behind the ids of one extract, in the vault of its district."""
        return self.vault(params) / "ekstrak" / f"{name}.kunci"

    def report(self, params: AuditParams) -> Path:
        """Folder of one report."""
        return self.root / "reports" / params.district.folder / params.cycle

    def reports(self) -> list[Path]:
        """Every report folder that there is, by district and cycle."""
        folders = (self.root / "reports").glob("*/*")
        return sorted(p for p in folders if p.is_dir() and p.suffix not in (".old", ".partial"))

    def shown(self, path: Path) -> str:
        """Return a path as it may be printed and stored: relative to the project, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name


def find_project(start: Path | None = None) -> Project:
    """Walk up from ``start`` (the working folder) to the project, or raise ``ParamsError`` (exit 10)."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "params").is_dir() and (folder / "notebooks").is_dir():
            return Project(folder)
    raise ParamsError("pipeline.no_project", folder=here.name)
