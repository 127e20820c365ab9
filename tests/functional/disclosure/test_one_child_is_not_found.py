"""From a register to public files and back: one stunted child in one desa, looked for in everything that is public."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from audit.disclosure import Released, facts_of_rows, printed_by, release, solve_pattern
from audit.disclosure.attack import attack
from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import scan
from audit.errors import DisclosureError
from audit.reference.areas import areas_of
from audit.reference.groups import SEX, STATUS
from audit.results import Cell, CountTable, CountValue, RateTable, Result, Sentence

PERIOD = "2025-08"
AREAS = areas_of("17.71")
MEASURED = 40  # children in each desa, half of them girls
HOME = AREAS.desa[17].code
CHILD, NIK = "Melati Kusuma Wardani", "1771994508230001"
PARTITIONS = (AREAS.partition, SEX, STATUS)


def count(cell: Cell) -> int:
    """Children of a cell: one girl of one desa is stunted, all others are not."""
    area, sex, status = cell.level("area"), cell.level("sex"), cell.level("status")
    if status == "stunted":
        return int(sex != "m" and (area is None or HOME.startswith(area)))
    desa = sum(1 for d in AREAS.desa if area is None or d.code.startswith(area))
    return desa * MEASURED // (2 if sex else 1)


def table(id: str, cells: list[Cell]) -> CountTable:
    return CountTable(id, tuple(cells), tuple(map(count, cells)), PARTITIONS)


def results() -> list[Result]:
    places = {"district": [None], "kecamatan": [a.code for a in AREAS.kecamatan], "desa": [a.code for a in AREAS.desa]}
    found: list[Result] = []
    for name, codes in places.items():
        for sexes in ([None], ["m", "f"]):
            at = [{"area": a, "sex": s} for a in codes for s in sexes]
            pair = [
                table(f"{name}.{s}", [Cell.of(PERIOD, status=s, **x) for x in at]) for s in ("stunted", "haz_known")
            ]
            found.append(RateTable(f"{name}.{len(sexes)}", *pair, (0.0,) * len(at), (0.1,) * len(at), "wilson"))
    home = Cell.of(PERIOD, area=HOME, status="stunted")
    return [*found, Sentence("home", {"n": CountValue(home, 1)})]


def publish(folder: Path, released: list[Released]) -> list[Path]:
    """The public forms as a report writes them: results, a table, a page."""
    rows = [
        {
            "id": shown.id,
            "sel": row.cell.key,
            "sel_penyebut": row.of.key if row.of else None,
            "pembilang": row.numerator,
            "penyebut": row.denominator,
            "nilai": row.value,
            "sk_bawah": row.low,
            "sk_atas": row.high,
            "disamarkan": row.hidden,
        }
        for shown in (r.public for r in released)
        if hasattr(shown, "rows")
        for row in shown.rows
    ]
    (folder / "hasil.json").write_text(json.dumps(rows), encoding="utf-8")
    with (folder / "tabel.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row["sel"], "*" if row["disamarkan"] else row["pembilang"]] for row in rows)
    cells = "".join(f"<tr><td>{row['sel']}</td><td>{row['nilai'] or '*'}</td></tr>" for row in rows)
    (folder / "laporan.html").write_text(f"<h1>Agustus 2025</h1><table>{cells}</table>", encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def released():
    run = results()
    pattern = solve_pattern(run)
    return [release(result, pattern) for result in run]


def test_no_public_file_says_where_the_child_lives(tmp_path, released):
    files = publish(tmp_path, released)
    register = Identities.of([CHILD], niks=[NIK])
    scan(files, register, excepted=[a.name for a in AREAS], declared_dates=[date(2025, 8, 31)]).check()
    rows = json.loads((tmp_path / "hasil.json").read_text(encoding="utf-8"))
    attack(facts_of_rows(rows), PARTITIONS).check()
    stunted = [row for row in rows if "status=stunted" in row["sel"]]
    assert len(stunted) == 3 * (1 + len(AREAS.kecamatan) + len(AREAS.desa))
    assert all(row["disamarkan"] and row["pembilang"] is None and row["sk_atas"] is None for row in stunted)
    lines = (tmp_path / "tabel.csv").read_text(encoding="utf-8").splitlines()
    assert {line.rpartition(",")[2] for line in lines if "status=stunted" in line} == {"*"}


def test_the_sentence_about_the_child_is_another_one(released):
    assert released[-1].public.id == "home.disamarkan"
    assert released[-1].public.values == {}


def test_one_number_too_many_is_found(released):
    facts = [fact for result in released for fact in result.facts]
    other = [Cell.of(PERIOD, area=d.code, status="stunted") for d in AREAS.desa if d.code != HOME]
    extra = release(table("extra", other), solve_pattern([table("extra", other)]))
    total = release(table("t", [Cell.of(PERIOD)]), solve_pattern([table("t", [Cell.of(PERIOD)])]))
    assert attack([*facts, *total.facts], PARTITIONS).found == ()
    complement = Cell.of(PERIOD, area=HOME, status="not_stunted")
    known = Cell.of(PERIOD, area=HOME, status="haz_known")
    leak = [
        release(r, solve_pattern([r])).facts[0]
        for r in (CountTable("c", (known,), (40,)), CountTable("c", (complement,), (39,)))
    ]
    with pytest.raises(DisclosureError) as stopped:
        attack([*facts, *extra.facts, *leak], PARTITIONS).check()
    assert HOME in stopped.value.values["cell"]


@pytest.mark.parametrize("planted", [CHILD.upper(), NIK, "0812-3456-7890", "17 Mei 2024"])
@pytest.mark.parametrize("name", ["hasil.json", "tabel.csv", "laporan.html"])
def test_one_word_too_many_is_found(tmp_path, released, planted, name):
    files = publish(tmp_path, released)
    register = Identities.of([CHILD], niks=[NIK])
    target = tmp_path / name
    content = target.read_text(encoding="utf-8")
    target.write_text(content.replace("2025-08|", f"{planted} ", 1), encoding="utf-8")
    report = scan(files, register, base=tmp_path)
    assert {hit.file for hit in report.hits} == {name}


def test_every_number_of_the_run_is_in_the_pattern(released):
    run = results()
    assert len(printed_by(run).counts) == len(solve_pattern(run).hidden) + len(solve_pattern(run).shown)
