from __future__ import annotations

from audit.register.surveys import read_survey

CH = {
    "HH1": [1.0, 1, 2, 2],
    "HH7": [1.0, 1, 2, 2],
    "HL4": [1.0, 2, 1, 2],
    "CAGE": [14.0, 30, 50, 9999],
    "CAGED": [431.0, 9999, 1530, 9999],
    "AN8": [9.5, 99.4, 15.2, 11.0],
    "AN11": [75.2, 88.0, 999.3, 90.0],
    "AN12": [1.0, 2, 9, 2],
    "chweight": [1.1, 1.1, 0.9, 0.9],
    "PSU": [4.0, 4, 5, 5],
    "stratum": [1.0, 1, 2, 2],
    "windex5": [0.0, 1, 5, 5],
}
LABELS = {"HH7": {1.0: "Utara", 2.0: "Selatan"}, "AN8": {99.4: "Refused"}, "AN11": {999.3: "Not present"}}


def test_round_six_comes_out_with_its_design(stat, aside):
    survey = read_survey(stat(CH, LABELS, "ch.sav"))
    frame = survey.frame
    assert survey.summary.format == "mics"
    assert frame["age"].tolist()[:3] == [431, 913, 1530]  # 30 months are 913.1 days
    assert frame["age"].isna().tolist() == [False, False, False, True]
    assert frame["weight"].isna().tolist() == [False, True, False, False]
    assert frame["lenhei"].tolist()[:2] == [75.2, 88.0]
    assert frame["measure"].tolist()[:2] == ["l", "h"]
    assert frame["cluster"].tolist() == ["4", "4", "5", "5"]
    assert frame["gregion"].tolist() == ["Utara", "Utara", "Selatan", "Selatan"]
    assert frame["sw"].tolist() == [1.1, 1.1, 0.9, 0.9]
    assert {row[1:] for row in aside(survey)} == {
        ("AN8", "99.4", "kode_hilang"),
        ("AN11", "999.3", "kode_hilang"),
        ("AN12", "9", "kode_hilang"),
        ("CAGE", "9999", "kode_hilang"),
        ("CAGED", "9999", "kode_hilang"),
    }


def test_rounds_four_and_five_hold_their_measures_under_other_names(stat):
    older = {"AN3": CH["AN8"], "AN4": CH["AN11"]} | {k: v for k, v in CH.items() if not k.startswith("AN")}
    frame = read_survey(stat(older, name="ch.sav")).frame
    assert frame["weight"].tolist()[0] == 9.5
    assert frame["measure"].isna().all()
    assert frame["lenhei"].isna().tolist() == [False, False, True, False]
