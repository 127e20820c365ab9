"""The synthetic registers under data/sample."""

from __future__ import annotations

from audit.__main__ import main
from audit.language import text
from audit.pipeline.project import Project
from audit.pipeline.sample import absent
from audit.reference.sample_registers import SAMPLE_REGISTERS


def test_nothing_is_made_where_one_code_has_no_register(tmp_path, monkeypatch, capsys):
    (tmp_path / "params").mkdir()
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["synth", "--district", "64.74", "--district", "31.71"]) == 12
    assert "17.71" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notebooks", "params"]


def test_a_register_is_absent_until_its_newest_file_is_there(tmp_path):
    specs = [SAMPLE_REGISTERS[code] for code in ("64.74", "17.71")]
    folder = tmp_path / "data" / "sample" / "64.74"
    folder.mkdir(parents=True)
    (folder / "eppgbm-2025.xlsx").write_bytes(b"")
    assert absent(specs, Project(tmp_path)) == tuple(specs)
    (folder / "program-forum.xlsx").write_bytes(b"")
    assert absent(specs, Project(tmp_path)) == (specs[1],)


def test_a_plan_whose_registers_are_all_there_says_so_and_makes_none(tmp_path, monkeypatch, capsys):
    (tmp_path / "notebooks").mkdir()
    plans, made = tmp_path / "params" / "plans", tmp_path / "data" / "sample" / "11.01"
    plans.mkdir(parents=True)
    made.mkdir(parents=True)
    (plans / "satu.yaml").write_text('title: "Satu"\ndistricts: ["11.01"]\naudit: {}\n', encoding="utf-8")
    (made / "sasaran-2025.csv").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    assert main(["synth", "--plan", "satu"]) == 0
    assert capsys.readouterr().out.strip() == text("cli.synth_none")
    assert [path.name for path in made.iterdir()] == ["sasaran-2025.csv"]
