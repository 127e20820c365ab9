"""A notebook of one's own is part of the plan; a report takes released blocks from it and nothing that it printed."""

from __future__ import annotations

import json

import nbformat
import pytest
from light_project import PARAMS

from audit.cli import main
from audit.pipeline.own_notebooks import own_notebooks

NAME = "45_penelitian"
PARAMETERS = 'district_code = "64.74"\ncycle: str = "2025-2"\nedition = "publik"\nlanguage = "id"'
OPENED = """from audit import pipeline, report

context = pipeline.open_audit(district_code=district_code, cycle=cycle, edition=edition, language=language)"""
SHOWN = "report.coverage_bounds(context)"
PRINTED = 'print("BARIS-MENTAH", 98765)'
FORGED = """from IPython.display import display
from audit.report.blocks import MIME

block = report.coverage_bounds(context).to_json()
block["public"]["title"] = "BARIS-MENTAH"
display({MIME: block}, raw=True)"""


def refused(done) -> list[str]:
    """What it said on stderr, without what Papermill says of the emptied notebooks of the suite."""
    lines = done.stderr.splitlines()
    return [line for line in lines if not line.startswith(("Passed unknown parameter", "Input notebook does not"))]


@pytest.fixture
def lay(finished):
    """Put a notebook into the project, the first cell with the tag of parameters."""

    def written(*cells: str, name: str = NAME, first: str = PARAMETERS) -> None:
        made = [nbformat.v4.new_code_cell(source) for source in (first, *cells)]
        made[0].metadata["tags"] = ["parameters"]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=kernel), finished.notebooks / f"{name}.ipynb")

    return written


def test_only_what_takes_the_four_parameters_is_part_of_the_plan(finished, lay, capsys):
    lay(SHOWN)
    lay(SHOWN, name="_draf")
    lay(SHOWN, name="70_kecamatan")
    lay(SHOWN, name="90_lihat")
    lay(SHOWN, name="80_lain", first='district_code = "64.74"')
    assert own_notebooks(finished) == (NAME,)
    assert main(["plan", "--json", PARAMS]) == 0
    jobs = json.loads(capsys.readouterr().out)
    assert [job["step"] for job in jobs][-2:] == [NAME, "report"]
    assert {job["reason"] for job in jobs} == {"notebooks"}


def test_its_released_blocks_are_in_the_report_and_what_it_printed_is_not(finished, report, lay, run_again):
    from audit.report import blocks_in

    before = (report / "publik" / "laporan.html").read_text(encoding="utf-8")
    lay(OPENED, SHOWN, PRINTED, SHOWN)
    done = run_again("run", PARAMS, WITH_KERNELS="1")
    assert (done.returncode, refused(done)) == (0, [])
    executed = json.loads((report / "terbatas" / "kerja" / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    title = next(blocks_in(executed))["public"]["title"]
    page = (report / "publik" / "laporan.html").read_text(encoding="utf-8")
    assert (before.count(title), page.count('id="coverage_bounds"')) == (0, 1)
    assert title in page
    outputs = (output for cell in executed["cells"] for output in cell.get("outputs", ()))
    said = "".join("".join(output.get("text", "")) for output in outputs)
    assert "BARIS-MENTAH" in said
    for path in (report / "publik").rglob("*"):
        assert not path.is_file() or b"BARIS-MENTAH" not in path.read_bytes()
    assert "unchanged" in run_again("plan", "--json", PARAMS).stdout


@pytest.mark.parametrize("cell", ["1 / 0", FORGED], ids=["fails", "forges"])
def test_one_that_fails_or_forges_fails_the_report_in_one_line(report, lay, tree, run_again, cell):
    before = tree(report)
    lay(OPENED, cell)
    done = run_again("run", PARAMS, WITH_KERNELS="1")
    assert (done.returncode, len(refused(done))) == (15, 1)
    assert NAME in refused(done)[0]
    assert tree(report) == before
