"""What districts say that they do and aim at is data, with where it is written; the example for others is sound."""

from __future__ import annotations

import shutil

import pytest

from audit.pipeline import find_project, load_params
from audit.pipeline.plausible import doubts

# What the districts have said in public: words that must stand in their programmes or target.
SAID = {
    "17.71-kota-bengkulu": [
        "menuju nol", "Tim Pendamping Keluarga", "lima unsur", "Mini lokakarya", "Rembuk", "Diseminasi hasil audit",
    ],
    "35.71-kota-kediri": [
        "dari 18 menjadi 14 persen", "tiga kecamatan setiap empat bulan", "98 persen", "kebutuhan menurut anak",
    ],
    "14.03-kabupaten-bengkalis": [
        "Delapan aksi konvergensi 2021-2022", "Kader Pembangunan Manusia", "Lima paket layanan sesuai standar",
    ],
    "19.71-kota-pangkalpinang": ["evaluasi TPK dan TPPS", "orang tua asuh"],
    "64.74-kota-bontang": [
        "Penilaian tahun 2024 atas delapan aksi", "mutu data", "kemampuan kader", "dana", "konsultasi publik",
    ],
}  # fmt: skip
TARGETS = {
    "17.71-kota-bengkulu": ("single_digit", None),
    "35.71-kota-kediri": ("survey_prevalence", 14.0),
    "14.03-kabupaten-bengkalis": None,
    "19.71-kota-pangkalpinang": ("survey_prevalence", 10.0),
    "64.74-kota-bontang": None,
}


@pytest.mark.parametrize("name", SAID)
def test_what_a_district_does_and_aims_at_is_data(repository, name):
    params = load_params(repository / "params" / f"{name}.yaml")
    target = params.target
    data = [programme.name for programme in params.programmes] + ([target.cited] if target else [])
    assert [words for words in SAID[name] if not any(words in text for text in data)] == []
    assert all(programme.source for programme in params.programmes)
    assert (target and (target.type, target.percent)) == TARGETS[name]


def test_a_target_is_cited_in_the_words_of_its_document(repository):
    target = load_params(repository / "params" / "35.71-kota-kediri.yaml").target
    assert target is not None
    assert target.cited == "dari 18 menjadi 14 persen; Pernyataan Pemerintah Kota Kediri, 23 Juli 2024"


@pytest.mark.parametrize("uncommented", [False, True])
def test_the_example_for_a_district_of_ones_own_is_sound_once_copied(repository, tmp_path, uncommented):
    text = (repository / "params" / "_contoh-daerah.yaml").read_text(encoding="utf-8")
    if uncommented:
        marks = (
            *("# target:", "# programmes:", "# groups:", "# visits_per_month:", "# mini_workshop:", "# decisions:"),
            "#   - ",
        )
        lines = (line[2:] if line.startswith(marks) else line for line in text.splitlines())
        text = "\n".join(lines)
    copy = tmp_path / "11.01-kabupaten-aceh-selatan.yaml"
    copy.write_text(text, encoding="utf-8")
    shutil.copy(repository / "params" / "_defaults.yaml", tmp_path)
    params = load_params(copy)
    assert (params.sample, params.target is not None, len(params.decisions)) == (False, uncommented, 3 * uncommented)
    assert not any(source.publishable for source in params.sources)
    assert (params.visits_per_month is not None) == uncommented
    assert (params.mini_workshop is not None) == uncommented
    assert doubts(params) == []


def test_the_example_is_no_district(repository):
    assert "_contoh-daerah.yaml" not in {path.name for path in find_project(repository).params_files}
    assert len(find_project(repository).params_files) == 5
