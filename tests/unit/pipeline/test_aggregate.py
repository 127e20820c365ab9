"""Public figures with the codes of two offices."""

from __future__ import annotations

import pandas as pd

from audit.pipeline.aggregate import aggregate
from audit.reference.areas import areas_of, district_codes
from audit.reference.bps_codes import bps_codes


def row(id, code, level, count, *, hidden=False):
    return {
        "id": id, "indikator": id.partition("|")[0], "periode": "2025-08", "pembilang": None if hidden else count,
        "wilayah": {"kode": code, "nama": code, "tingkat": level}, "penyebut": None, "nilai": None, "sk_bawah": None,
        "sk_atas": None, "metode": None, "disamarkan": hidden, "catatan": "",
    }  # fmt: skip


def test_two_codes_side_by_side_and_withheld_figures_stay_empty():
    district = row("b|x", "14.03", "district", 7)
    table = aggregate([district, row("a|x", "14.03.01.1001", "desa", 3, hidden=True), district])
    assert table["id"].tolist() == ["a|x", "b|x"]
    assert table["kode_bps"].tolist() == [pd.NA, "1408"]  # BPS' 1403 is another district
    assert table["pembilang"].tolist() == [pd.NA, 7]
    assert table["disamarkan"].tolist() == [True, False]


def test_every_bridged_code_is_an_area_and_no_two_areas_share_one():
    bridge = bps_codes()
    districts = {code for code in bridge if code.count(".") == 1}
    assert districts <= district_codes().keys()
    assert len(districts) == 488
    assert len(set(bridge.values())) == len(bridge)
    for code in ("14.03", "17.71", "19.71", "35.71", "64.74"):
        own = {area.code for area in areas_of(code).kecamatan}
        bridged = {area for area in bridge if area.startswith(f"{code}.")}
        assert bridged <= own
        assert {bridge[area][:4] for area in bridged} <= {bridge[code]}
