"""``aks import`` of OpenSID's scorecard beside nothing else."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pandas as pd

from audit.cli import main

PAGE = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "register" / "test_opensid_scorecard.py"))["PAGE"]


def test_the_figures_come_out_as_a_table(tmp_path, capsys):
    file, out = tmp_path / "skor.xls", tmp_path / "hasil"
    file.write_text(PAGE, encoding="utf-8")
    assert main(["import", str(file), "--district", "64.74", "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["skor.xls"]["rows_kept"] == 23
    rows = pd.read_csv(out / "skor.xls.kartu-skor.csv")
    assert rows.loc[rows["table"].eq("convergence"), "due"].tolist() == [0, 400, 400]
    assert (out / "disisihkan.xlsx").exists()
