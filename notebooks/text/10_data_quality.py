# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Mutu data
#
# Apakah data ini dapat dipercaya, sebelum angkanya dibicarakan? Ubah isi sel pertama untuk daerah atau siklus lain.

# %% tags=["parameters"]
district_code: str = "17.71"
cycle: str = "2025-2"
edition: str = "publik"
language: str = "id"

# %%
from audit import pipeline, report

context = pipeline.open_audit(district_code=district_code, cycle=cycle, edition=edition, language=language)

# %% [markdown]
# ## Dapatkah hasil ukur dipercaya

# %% [markdown]
# ### Apa arti mutu data bagi hasil laporan?

# %%
report.quality_scorecard(context)

# %% [markdown]
# ### Apakah angka menumpuk di sekitar batas pendek?

# %%
report.heaping(context)

# %% [markdown]
# ### Apa kata pengukuran ulang?

# %%
report.remeasurement(context)

# %% [markdown]
# ### Apakah jumlah anak pendek sejalan dengan survei?

# %%
report.expected_cases(context)

# %% [markdown]
# ## Dari berkas menjadi anak

# %% [markdown]
# ### Apa yang terjadi pada setiap baris?

# %%
report.row_accounting(context)

# %% [markdown]
# ### Catatan itu milik berapa anak?

# %%
report.linkage(context)

# %% [markdown]
# ## Siapa yang diukur

# %% [markdown]
# ### Siapa yang datang diukur?

# %%
report.coverage(context)

# %% [markdown]
# ## Bagaimana diukur

# %% [markdown]
# ### Dengan alat apa posyandu mengukur?

# %%
report.equipment(context)

# %% [markdown]
# ### Apakah para pengukur saling cocok?

# %%
report.standardisation(context)

# %% [markdown]
# ### Isian mana yang kosong?

# %%
report.missing(context)

# %% [markdown]
# ### Hasil mana yang di luar batas wajar?

# %%
report.flags(context)

# %% [markdown]
# ### Apakah tinggi badan dibulatkan?

# %%
report.height_digits(context)

# %% [markdown]
# ### Apakah berat badan dibulatkan?

# %%
report.weight_digits(context)

# %% [markdown]
# ### Apakah nilai dalam berkas sama dengan hitungan WHO?

# %%
report.agreement(context)

# %% [markdown]
# ### Apakah tanggal lahir diperkirakan?

# %%
report.birth_dates(context)

# %% [markdown]
# ### Baris mana yang perlu diperiksa lagi?

# %%
report.row_findings(context)

# %% [markdown]
# ### Apakah setiap bulan sejalan dengan bulan sebelumnya?

# %%
report.month_consistency(context)

# %% [markdown]
# ### Seberapa cepat hasil ukur dimasukkan?

# %%
report.timeliness(context)
