# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Jelajah angka
#
# Untuk melihat sendiri angka yang sudah diterbitkan: pilih wilayah, umur, dan bulan. Angka yang disamarkan tetap
# disamarkan. Ubah isi sel pertama untuk daerah atau siklus lain.

# %% tags=["parameters"]
district_code: str = "17.71"
cycle: str = "2025-2"
edition: str = "publik"
language: str = "id"

# %%
from audit import pipeline, report

context = pipeline.open_audit(district_code=district_code, cycle=cycle, edition=edition, language=language)

# %% [markdown]
# ## Pilih

# %% [markdown]
# ### Apa angkanya di satu kecamatan, umur, dan bulan?

# %%
report.explore(context)

# %% [markdown]
# ## Cari
#
# Semua baris hasil.json dalam satu tabel; nama hasil, periode, dan kelompok ditulis seperti di sana.

# %% [markdown]
# ### Angka apa saja yang diterbitkan?

# %%
report.figure_list(context)
