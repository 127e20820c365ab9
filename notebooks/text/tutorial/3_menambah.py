# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 3. Menambah sesuatu
#
# Dua puluh menit. Sebuah pemeriksaan, sebuah indikator, sebuah penaksir, dan sebuah bagian laporan: dicoba dahulu di
# sini, lalu dipindahkan ke tempatnya menurut `docs/where-new-code-goes.md`. Di buku catatan laporan sendiri tidak ada
# fungsi; di sini ada, karena inilah yang dipelajari.
#
# *Twenty minutes: a check, an indicator, an estimator and a part of the report, tried here before they move into the
# library.*

# %%
from math import sqrt
from statistics import NormalDist

import numpy as np
import pandas as pd

from audit.disclosure import release, solve_pattern
from audit.report.blocks import Block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.results import Cell, CheckResult, CountTable, Partition, RateTable, Sentence
from audit.survey.intervals import wilson

# %% [markdown]
# ## Sebuah pemeriksaan
#
# Apakah penimbangan menumpuk pada satu hari? Fungsi murni: larik masuk, satu nilai keluar. Terlalu sedikit anak berarti
# "belum dapat dinilai", bukan "baik". Batasnya kelak diberi nama, satuan, dan sumber di `audit.reference`.

# %%
FEWEST, MOST_SHARE = 30, 0.5


def busiest_day(days: pd.Series) -> CheckResult:
    """Share of weighings on the busiest day of a month, in percent."""
    days = days.dropna()
    n = len(days)
    share = days.value_counts(normalize=True).iloc[0] if n else np.nan
    status = "not_assessable" if n < FEWEST else "poor" if share > MOST_SHARE else "good"
    value = None if status == "not_assessable" else 100 * share
    return CheckResult("busiest_day", "all", status, value, "percent", n, Sentence(f"tutorial.busiest_day_{status}"))


busiest_day(pd.Series(pd.to_datetime(["2025-08-05"] * 40 + ["2025-08-12"] * 20)))

# %% [markdown]
# Pemeriksaan yang tidak dapat gagal bukan pemeriksaan. Coba yang kosong dan yang kurang dari 30 anak:

# %%
nobody = pd.Series(dtype="datetime64[ns]")
busiest_day(nobody).status

# %%
few = pd.Series(pd.to_datetime(["2025-08-05"] * 29))
busiest_day(few).status

# %% [markdown]
# ## Sebuah indikator
#
# Pembilang dan penyebut, sel demi sel. Setiap jumlah orang terikat pada `Cell` yang dihitungnya; karena itu penyamaran
# tahu bila dua tabel mencetak angka yang sama, dan menyamarkannya di keduanya.

# %%
villages = Partition("area", {"": ("Melati", "Mawar", "Kenanga")})
weighed = CountTable(
    "weighed",
    tuple(Cell.of("2025-08", area=name) for name in ("Melati", "Mawar", "Kenanga")),
    (84, 61, 40),
    (villages,),
)
vitamin = CountTable(
    "vitamin",
    tuple(Cell.of("2025-08", area=name, service="vitamin_a") for name in ("Melati", "Mawar", "Kenanga")),
    (80, 58, 3),
    (villages,),
)
coverage = RateTable("vitamin_share", vitamin, weighed)
coverage.values

# %%
pattern = solve_pattern([coverage])
public = release(coverage, pattern).form("publik")
[("*" if row.hidden else f"{row.value:.1%}") for row in public.rows]

# %% [markdown]
# ## Sebuah penaksir
#
# Tulis rumusnya, lalu cocokkan dengan angka yang diterbitkan orang lain, bukan dengan keluaran sendiri. Newcombe
# (Stat Med 1998;17:857-872, tabel I, cara 3): 81 dari 263 menjadi 0,2553 sampai 0,3662.

# %%


def score_interval(events: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a proportion."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    p, scale = events / n, 1 + z * z / n
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale
    middle = (p + z * z / (2 * n)) / scale
    return middle - half, middle + half


tuple(round(limit, 4) for limit in score_interval(81, 263))

# %%
np.allclose(score_interval(81, 263), wilson(81, 263))

# %% [markdown]
# ## Sebuah bagian laporan
#
# Sebuah blok melihat hasil yang sudah dilepas (`public`), tidak pernah hitungan mentah. Di perpustakaan, kata-katanya
# diambil dari katalog dua bahasa dan bentuk terbatasnya dibuat bersama; di sini cukup bentuk untuk umum.

# %%
rows = tuple(
    Row((TableCell(dict(row.cell.at)["area"]), TableCell("*" if row.hidden else f"{row.value:.1%}", hidden=row.hidden)))
    for row in public.rows
)
columns = (Column("area", "Desa", "start"), Column("share", "Mendapat vitamin A"))
content = Content(
    "Vitamin A menurut desa (data contoh)",
    reading="Cara membaca: dari seratus anak yang ditimbang, sekian yang mendapat vitamin A.",
    tables=(Table("Anak yang mendapat vitamin A", columns, rows, ("* disamarkan",)),),
)
Block("tutorial_vitamin", "program", "table", "id", content)

# %% [markdown]
# ## Memindahkannya
#
# `docs/where-new-code-goes.md` menyebut berkas demi berkas: batas ke `audit.reference`, fungsi ke lantainya, kata ke
# katalog, blok ke `report/sections`, dan ujiannya: satu angka terbitan, satu sifat, dan tepi-tepinya.
