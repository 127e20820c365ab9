# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 1. Dari berkas mentah ke prevalensi
#
# Dua puluh menit. Dari satu ekspor e-PPGBM ke satu angka yang dapat dipertanggungjawabkan: apa yang terbaca, siapa yang
# dihitung, seberapa teliti angkanya, dan apa yang boleh ditampilkan. Registernya rekaan: tidak ada anak sungguhan.
#
# *Twenty minutes: from an export to a figure one can answer for. The register is invented.*

# %%
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from audit.anthropometry import classify, zscores
from audit.disclosure import release, solve_pattern
from audit.quality.digits import digit_preference_score, last_digits
from audit.reference.sample_registers import Figure, district_spec
from audit.register import read_visits
from audit.results import Cell, CountTable, Partition
from audit.survey import Design, prevalence
from audit.synth import make_register

# %% [markdown]
# ## Register rekaan
#
# Kira-kira 900 balita Kota Bontang, dengan kesalahan ketik seperti pada register sungguhan. Untuk data Anda sendiri,
# lewati sel ini dan beri `file` nama berkas Anda.

# %%
folder = TemporaryDirectory()
make_register(replace(district_spec("64.74"), register_size=Figure(900)), Path(folder.name))
file = Path(folder.name) / "eppgbm-2025.xlsx"

# %% [markdown]
# ## Apa yang terbaca?
#
# Setiap baris dipertanggungjawabkan: dibaca = dipakai + disisihkan. Yang disisihkan menyebut alasannya; tidak ada yang
# hilang diam-diam.

# %%
found = read_visits(file, district="64.74")
found.summary

# %%
found.set_aside

# %% [markdown]
# ## Satu bulan, z-score menurut WHO
#
# Umur dalam hari, panjang atau tinggi menurut cara ukurnya. Kolom `haz_reason` menyebut mengapa sebuah z-score tidak
# ada; `haz_flag` menandai z-score yang menurut WHO tidak masuk akal: ditampilkan, tetapi tidak dihitung.

# %%
august = found.records[found.records["visit_date"].dt.strftime("%Y-%m").eq("2025-08")]
age_days = (august["visit_date"] - august["birth_date"]).dt.days
z = zscores(
    sex=august["sex"], age=age_days, age_unit="days", weight=august["weight_kg"], lenhei=august["lenhei_cm"],
    measure=august["measure"],
)  # fmt: skip
z[["haz", "haz_flag", "haz_reason"]].head()

# %%
classify(z["haz"], index="haz").value_counts()

# %% [markdown]
# ## Prevalensi dengan rentangnya
#
# Kosong bukan nol: anak tanpa z-score tidak dihitung "tidak stunting". Anak satu posyandu diukur oleh orang yang sama
# dengan alat yang sama, jadi mereka bukan keterangan yang terpisah. Bandingkan kedua rentang di bawah: yang kedua tahu
# akan hal itu (`deff`, efek rancangan), yang pertama tidak.

# %%
assessed = z["haz"].notna() & ~z["haz_flag"] & age_days.lt(1826)
stunted = np.where(assessed, z["haz"] < -2, np.nan)
prevalence(stunted, ci="wilson")

# %%
prevalence(stunted, design=Design(cluster=august["posyandu"]))

# %% [markdown]
# ## Dapatkah pengukurannya dipercaya?
#
# Angka terakhir tinggi badan seharusnya tersebar merata. Nilai di atas 20 berarti banyak yang dibulatkan; register
# rekaan ini dibuat begitu, seperti banyak register sungguhan.

# %%
digits = last_digits(august["lenhei_cm"].to_numpy(dtype=float, na_value=np.nan))
digits, digit_preference_score(digits)

# %% [markdown]
# ## Apa yang boleh ditampilkan?
#
# Satu anak stunting di sebuah kelurahan dapat dikenali tetangganya. Tabel untuk umum melewati `release`: jumlah 1–4
# disamarkan, bersama sel lain yang dapat membocorkannya lewat pengurangan. Hitungan mentah tidak pernah sampai ke
# halaman.

# %%
cases = august[stunted == 1].groupby("desa").size()
desa = tuple(sorted(august["desa"].dropna().unique()))
table = CountTable(
    "stunted",
    tuple(Cell.of("2025-08", area=name) for name in desa),
    tuple(int(n) for n in cases.reindex(desa, fill_value=0)),
    (Partition("area", {"": desa}),),
)
public = release(table, solve_pattern([table])).form("publik")
{row.cell.key: "*" if row.hidden else row.numerator for row in public.rows}

# %% [markdown]
# ## Selanjutnya
#
# `2_faktor_risiko` untuk model; `3_menambah` untuk memeriksa, menghitung, atau menampilkan sesuatu yang baru. Semua ini
# dikerjakan untuk satu daerah sekaligus oleh `aks run`.
