"""``aks lake``: the lake of a synthetic register gives the figures that the library gives of its canonical tables."""

from __future__ import annotations

import builtins
import json

import pandas as pd
import pytest
from light_project import CODE, PARAMS

from audit.cases import stunting
from audit.cli import main
from audit.pipeline import load_params
from audit.pipeline.lake import LAKE_AREAS
from audit.pipeline.prepare import prepare
from audit.pipeline.prepared_tables import load_tables
from audit.quality import digit_preference, flags, missing
from audit.quality.digits import last_digits
from audit.reference.areas import areas_of
from audit.store import read_table
from audit.survey.snapshot import snapshot

MONTH = "2025-08"
AREAS = areas_of(CODE)


@pytest.fixture(scope="module")
def laid(tmp_path_factory, lay_project):
    """A project with its lake, what was prepared, and the summary of a month."""
    project = lay_project(tmp_path_factory.mktemp("danau") / "proyek")
    params = load_params(project.root / PARAMS, root=project.root)
    prepare(params, project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["lake", "build"]) == 0
        assert main(["lake", "summary", MONTH]) == 0
    return project, load_tables(project.interim(params))


@pytest.fixture(scope="module")
def areas(laid):
    return read_table(laid[0].lake / "summary" / f"{MONTH}.parquet", LAKE_AREAS)


@pytest.fixture(scope="module")
def frame(laid):
    return snapshot(laid[1].children, laid[1].visits, [MONTH], AREAS)


def at(areas, level):
    return areas[areas["level"].eq(level)].set_index("area_code")


def test_stunting_of_every_place_is_that_of_the_report(areas, frame):
    table = stunting(frame, [MONTH], AREAS)
    by_code = pd.concat([at(areas, level) for level in ("kecamatan", "desa")])
    by_code = by_code[~by_code.index.duplicated()]
    seen = 0
    cells = zip(table.numerator.cells, table.numerator.counts, table.denominator.counts, table.values, strict=True)
    for cell, cases, known, share in cells:
        code = cell.level("area")
        row = at(areas, "district").loc[CODE] if code is None else by_code.reindex([code]).iloc[0]
        if pd.isna(row["children"]):
            assert known == 0
            continue
        assert (row["haz_severely_stunted"] + row["haz_stunted"], row["haz_known"]) == (cases, known), code
        if known:
            assert row["stunted_percent"] == pytest.approx(100 * share, abs=1e-10)
            seen += 1
    assert seen > 10


def test_flags_digits_and_missing_values_are_those_of_the_checks(laid, areas, frame):
    district = at(areas, "district").loc[CODE]
    table = flags(frame, [MONTH])
    flagged = dict(zip(("haz", "waz", "whz"), zip(table.numerator.counts, table.denominator.counts, strict=True),
                       strict=True))  # fmt: skip
    assert {index: (district[f"{index}_flagged"], district[f"{index}_given"]) for index in flagged} == flagged
    for measure, column in (("lenhei", "lenhei_cm"), ("weight", "weight_kg")):
        counts = [district[f"{measure}_digit_{digit}"] for digit in range(10)]
        assert counts == last_digits(frame[column]).tolist()
        assert district[f"{measure}_digit_score"] == digit_preference(MONTH, frame[column], measure).value
    found = missing("2025-2", [MONTH], laid[1].children, laid[1].visits)
    counted = {cell.level("column"): n for cell, n in zip(found.denominator.cells, found.numerator.counts, strict=True)}
    for name, column in (("age", "birth_date"), ("sex", "sex"), ("weight", "weight_kg"), ("lenhei", "lenhei_cm"),
                         ("measure", "measure")):  # fmt: skip
        assert district[f"missing_{name}"] == counted[column]
    assert district["visits"] == found.denominator.counts[0]


def test_states_means_and_spread_are_those_of_the_rows_taken_plainly(areas, frame):
    desa = at(areas, "desa")
    assert desa["children"].to_dict() == frame["area"].value_counts().sort_index().to_dict()
    for index in ("haz", "waz", "whz"):
        known = frame[frame[f"{index}_state"].eq("known")].groupby("area")[index]
        pd.testing.assert_series_equal(
            desa[f"{index}_sd"].dropna(),
            known.std().dropna(),
            check_names=False,
            check_dtype=False,
            check_index_type=False,
            rtol=0,
            atol=1e-9,
        )
        assert desa[f"{index}_missing"].sum() == frame[f"{index}_state"].eq("missing").sum()


def test_each_level_adds_up_to_the_one_above(areas):
    for name in ("visits", "children", "haz_known", "haz_sum", "whz_squares", "lenhei_digit_0"):
        assert len(set(areas.groupby("level")[name].sum())) == 1


def test_the_lake_holds_no_child_and_no_date(laid):
    file = next(laid[0].lake.glob(f"province=*/district=*/month={MONTH}/rows.parquet"))
    ids = set(laid[1].children["child_id"])
    rows = pd.read_parquet(file, partitioning=None)
    assert list(rows) == ["area_code", "sex", "age_days", "weight_kg", "lenhei_cm", "measure", "oedema", "newest"]
    assert not any(ids & set(rows[name].astype(str)) for name in rows)
    assert file.stat().st_mode & 0o077 == 0


def test_building_again_gives_the_same_bytes(laid, monkeypatch):
    monkeypatch.chdir(laid[0].root)
    before = {file: file.read_bytes() for file in laid[0].lake.rglob("*.parquet")}
    assert main(["lake", "build", PARAMS]) == main(["lake", "summary", MONTH]) == 0
    assert {file: file.read_bytes() for file in laid[0].lake.rglob("*.parquet")} == before


def test_a_year_is_its_months_as_json(laid, monkeypatch, capsys):
    monkeypatch.chdir(laid[0].root)
    assert main(["lake", "summary", "2025", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [month["month"] for month in told] == sorted(month["month"] for month in told)
    assert MONTH in [month["month"] for month in told]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["summary", "2031-01"], 11),
        (["summary"], 10),
        (["summary", "agustus"], 11),
        (["summary", MONTH, "--plan", "nasional"], 10),
        (["summary", MONTH, "--district", "17"], 10),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(laid, monkeypatch, capsys, arguments, code):
    monkeypatch.chdir(laid[0].root)
    assert main(["lake", *arguments]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_without_duckdb_one_sentence_says_so(laid, monkeypatch, capsys):
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "duckdb":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.chdir(laid[0].root)
    monkeypatch.setattr(builtins, "__import__", refuse)
    assert main(["lake", "summary", MONTH]) == 16
    assert "pip install duckdb" in capsys.readouterr().err


def test_a_district_that_was_not_prepared_is_refused_before_anything_is_laid(
    tmp_path, lay_project, monkeypatch, capsys
):
    project = lay_project(tmp_path / "proyek")
    monkeypatch.chdir(project.root)
    assert main(["lake", "build"]) == 11
    assert CODE in capsys.readouterr().err
    assert not project.lake.exists()
