"""Forums: meetings, what was agreed, couples of the KUA: invented rows.

Nothing is drawn: what differs between rows follows from their number, so that every district has open, late and kept
promises. Kediri meets every four months in its three kecamatan; the others met once before the day of the lists.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.areas import areas_of
from audit.synth.programme.world import ProgrammeWorld

__all__ = ["rows"]

_EVERY_FOUR_MONTHS = "35.71"
_NOBODY = "9971994101010001"  # a number that no register holds
_OFFICES = "Kecamatan; Puskesmas; KUA; PKB; TP PKK; TPK"
# Kind, in the forum's words, office, sector, money.
_AGREED = (
    ("kunjungan_dan_ukur_ulang", "Menimbang ulang balita yang belum datang pada Agustus", "Puskesmas", "pemerintah",
     "tanpa_biaya"),
    ("rujukan_didampingi", "Mendampingi rujukan yang belum tiba di puskesmas", "Tim Pendamping Keluarga", "masyarakat",
     "bok_bokb"),
    ("rapat_koordinasi", "Menyamakan daftar calon pengantin KUA dan PKB setiap bulan", "KUA", "pemerintah",
     "tanpa_biaya"),
    ("makanan_tambahan", "Makanan tambahan bagi baduta yang berat badannya tidak naik", "Dinas Kesehatan", "pemerintah",
     "bok_bokb"),
    ("air_dan_sanitasi", "Jamban bagi keluarga berisiko", "Dinas Pekerjaan Umum", "pemerintah", "belum_berdana"),
    ("pelatihan_kelas", "Melatih kader mengukur bersama mahasiswa", "Perguruan tinggi", "akademisi", "tanpa_biaya"),
    ("bantuan_keluarga", "Telur setiap hari bagi anak yang belum punya orang tua asuh", "Perusahaan daerah", "usaha",
     "baznas_csr"),
    ("penyuluhan", "Siaran tentang hari buka posyandu", "Radio daerah", "media", "tanpa_biaya"),
    ("imbauan", "Mengajak keluarga datang ke posyandu selepas ibadah", "Tokoh agama", "masyarakat", "tanpa_biaya"),
)  # fmt: skip
_STATUS = ("selesai", "proses", "belum", "selesai", "belum")
_ELSIMIL_OF_TEN = 7


def rows(world: ProgrammeWorld) -> dict[str, pd.DataFrame]:
    """Rows by canonical table, for the sheets of ``audit.reference.programme_sheets.forums``."""
    meetings = _meetings(world)
    return {
        "forum_meetings": meetings,
        "forum_agreements": _agreements(meetings, world.on),
        "kua_records": _records(world),
    }


def _meetings(world: ProgrammeWorld) -> pd.DataFrame:
    """Of every kecamatan its mini lokakarya, of the district its rembuk and the dissemination of last year."""
    areas, held = areas_of(world.spec.code), []
    ago = (6, 2) if world.spec.code == _EVERY_FOUR_MONTHS else (3,)
    for n, area in enumerate(areas.kecamatan):
        held += [("mini_lokakarya", area.code, months, 10 + n % 9, 18 + n % 7) for months in ago]
    held += [("diseminasi", world.spec.code, 9, 12, 54), ("rembuk", world.spec.code, 5, 20, 61)]
    frame = pd.DataFrame(held, columns=["kind", "area_code", "ago", "day", "people"])
    months = pd.PeriodIndex([world.on.to_period("M") - int(n) for n in frame["ago"]])
    frame["held_on"] = months.to_timestamp() + pd.to_timedelta(frame["day"] - 1, unit="D")
    frame["meeting_id"] = [
        f"{kind}-{code}-{day:%Y%m}"
        for kind, code, day in zip(frame["kind"], frame["area_code"], frame["held_on"], strict=True)
    ]
    frame["offices"] = _OFFICES
    frame["next_due_on"] = pd.NaT
    without_day = frame.iloc[[0]].assign(held_on=None, meeting_id="tanpa-tanggal")  # a mistake of real sheets
    columns = ["meeting_id", "kind", "area_code", "held_on", "offices", "people", "next_due_on"]
    return pd.concat([frame, without_day], ignore_index=True)[columns]


def _agreements(meetings: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    """Three of each meeting, in turn; some late, one without its words, one of a meeting that nobody listed."""
    found = []
    held = meetings.dropna(subset="held_on")
    for n, (meeting, day) in enumerate(zip(held["meeting_id"], held["held_on"], strict=True)):
        for i in range(3):
            at = (n + i) % len(_AGREED)
            kind, words, office, sector, money = _AGREED[at]
            due = pd.Timestamp(day) + pd.DateOffset(months=2 + i)
            status = _STATUS[(n + 2 * i) % len(_STATUS)]
            done = min(due, on) if status == "selesai" else None
            found.append((f"{meeting}-{i + 1}", meeting, kind, words, office, sector, due, money,
                          status, done))  # fmt: skip
    columns = [
        "agreement_id", "meeting_id", "activity_kind", "activity", "office", "sector", "due_on", "mechanism", "status",
        "done_on",
    ]  # fmt: skip
    frame = pd.DataFrame(found, columns=columns)
    frame.insert(2, "area_code", None)
    wrong = frame.iloc[[0]].assign(agreement_id="tanpa-isi", activity=None)
    unlisted = frame.iloc[[1]].assign(agreement_id="tanpa-pertemuan", meeting_id="lisan", status=None, done_on=None)
    return pd.concat([frame, wrong, unlisted], ignore_index=True)


def _records(world: ProgrammeWorld) -> pd.DataFrame:
    """Of four brides in five what the KUA noted; the last row has a number that nobody knows."""
    brides = world.lists.couples.iloc[[i for i in range(len(world.lists.couples)) if i % 5]].reset_index(drop=True)
    n = np.arange(len(brides))
    days = pd.to_timedelta(7 * (n % 6), unit="D")
    frame = pd.DataFrame(
        {
            "person_id": brides["nik"].to_numpy(),
            "registered_on": (brides["contact_date"] - days).to_numpy(),
            "elsimil_filled": n % 10 < _ELSIMIL_OF_TEN,
        }
    )
    stranger = pd.DataFrame({"person_id": [_NOBODY], "registered_on": [world.on], "elsimil_filled": [True]})
    return pd.concat([frame, stranger], ignore_index=True)
