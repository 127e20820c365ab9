"""``aks run`` on a file that is no e-PPGBM export: made-up children in a study's layout, in a project of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from audit.anthropometry import zscores
from audit.cli import main

NAME = "64.74-kota-bontang"
PARAMS = f"params/{NAME}.yaml"
CHILDREN = 400
MEDIAN_CM, SD_CM, CM_A_DAY = 67.0, 3.5, 0.032  # near WHO's median from six months on, spread a little wider
SOURCE = {
    "id": "studi",
    "kind": "mapped",
    "path": "data/raw/64.74/studi.csv",
    "producer": "Studi contoh",
    "cut_off": "2025-08-31",
    "publishable": True,
    "mapping": {
        "child": ["rumah", "anak"],
        "sex": {"column": "sex", "codes": {"male": "m", "female": "f"}},
        "weight": ["berat"],
        "length": ["ukur1", "ukur2"],
        "age": {"column": "umur_hari", "unit": "days"},
        "period": {"column": "putaran", "codes": {"1": "2025-02", "2": "2025-08"}},
        "area": "desa",
        "missing": {"ukur1": [999.9], "ukur2": [999.9]},
    },
}


def study(areas) -> str:
    """Two rounds of the same children; one reading in twenty is a sentinel, and round 2 lost a tenth of them."""
    rng = np.random.default_rng(6474)
    desa = [area.code for area in areas.desa]
    lines = ["rumah,anak,putaran,sex,umur_hari,berat,ukur1,ukur2,desa"]
    for child in range(CHILDREN):
        born, build, sex, place = (
            rng.integers(180, 1400),
            rng.normal(0, SD_CM),
            rng.integers(2),
            rng.integers(len(desa)),
        )
        for wave in (1, 2):
            if wave == 2 and rng.random() < 0.1:
                continue
            age = born + 181 * (wave - 1)
            size = MEDIAN_CM + CM_A_DAY * (age - 180) ** 0.95 + build + rng.normal(0, 0.3, 2)
            read = [999.9 if rng.random() < 0.05 else round(float(cm), 1) for cm in size]
            weight = round(float(size[0]) ** 2 / 620, 1)
            lines.append(
                f"{1000 + child},T1,{wave},{('male', 'female')[sex]},{age},{weight},{read[0]},{read[1]},{desa[place]}"
            )
    return "\n".join(lines) + "\n"


def stunted(path: Path) -> tuple[int, int]:
    """Children under -2 and children with a plausible length-for-age in round 2, from the columns of the file."""
    frame = pd.read_csv(path).query("putaran == 2 and umur_hari <= 1826")
    length = frame[["ukur1", "ukur2"]].replace(999.9, np.nan).mean(axis=1).round(6)
    z = zscores(sex=frame["sex"].str[0], age=frame["umur_hari"], age_unit="days", lenhei=length)
    known = z.loc[z["haz"].notna() & ~z["haz_flag"].fillna(False).astype(bool), "haz"]
    return int(known.lt(-2).sum()), len(known)


@pytest.fixture
def project(tmp_path, repository, areas, monkeypatch):
    root = tmp_path / "proyek"
    (root / "params").mkdir(parents=True)
    shutil.copy(repository / "params" / "_defaults.yaml", root / "params")
    content = yaml.safe_load((repository / PARAMS).read_text(encoding="utf-8")) | {"sources": [SOURCE]}
    text = yaml.safe_dump(content, allow_unicode=True).replace("'2025-08-31'", "2025-08-31")
    (root / PARAMS).write_text(text, encoding="utf-8")
    shutil.copytree(repository / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(repository / "requirements.lock", root)
    source = root / SOURCE["path"]
    source.parent.mkdir(parents=True)
    source.write_text(study(areas), encoding="utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.mark.slow
def test_a_mapped_file_goes_through_to_a_whole_report(project, capsys):
    assert main(["run", PARAMS]) == 0, capsys.readouterr().err
    report = next((project / "reports").glob(f"{NAME}/*/manifest.json")).parent
    rows = json.loads((report / "publik" / "hasil.json").read_text(encoding="utf-8"))
    shown = [
        (row["pembilang"], row["penyebut"])
        for row in rows
        if (row["indikator"], row["periode"], row["wilayah"]["kode"]) == ("stunting", "2025-08", "64.74")
    ]
    assert shown == [stunted(project / SOURCE["path"])]
    assert (report / "publik" / "laporan.pdf").stat().st_size > 0
    assert list((report / "terbatas").glob("disisihkan*.xlsx"))


def test_a_column_that_is_not_in_the_file_is_one_sentence(project, capsys):
    source = project / SOURCE["path"]
    source.write_text(source.read_text(encoding="utf-8").replace("ukur2", "ukur_dua", 1), encoding="utf-8")
    assert main(["run", PARAMS]) == 11
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "studi.csv" in told[0]
    assert '"ukur2"' in told[0]
