# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Program daerah
#
# Apa yang dijalankan daerah di sekitar kasus, dan apa yang belum? Ubah isi sel pertama untuk daerah atau siklus lain.

# %% tags=["parameters"]
district_code: str = "17.71"
cycle: str = "2025-2"
edition: str = "publik"
language: str = "id"

# %%
from audit import pipeline, report

context = pipeline.open_audit(district_code=district_code, cycle=cycle, edition=edition, language=language)

# %% [markdown]
# ## Program daerah ini

# %% [markdown]
# ### Apa yang dijalankan daerah, sampai di mana, dan apa berikutnya?

# %%
report.own_programmes(context)

# %% [markdown]
# ## Delapan aksi konvergensi

# %% [markdown]
# ## Lima paket layanan 1.000 hari pertama

# %% [markdown]
# ## Indikator esensial dan lokus
#
# Angka yang dilaporkan kantor dinas. Desa yang didahulukan (lokus) ada pada notebook kasus; di sini dasarnya.

# %% [markdown]
# ### Sampai di mana setiap indikator?

# %%
report.essential_indicators(context)

# %% [markdown]
# ### Indikator mana yang paling jauh dari target?

# %%
report.indicator_gaps(context)

# %% [markdown]
# ### Di kecamatan mana?

# %%
report.indicators_by_kecamatan(context)

# %% [markdown]
# ### Berapa keluarga berisiko menurut pendataan keluarga, dan apakah angkanya cocok?

# %%
report.family_totals(context)

# %% [markdown]
# ## Pendampingan keluarga dan tim percepatan

# %% [markdown]
# ## Orang tua asuh

# %% [markdown]
# ## Anggaran

# %% [markdown]
# ### Berapa anggaran yang sudah terpakai, dan sejalankah dengan bulannya?

# %%
report.money_use(context)

# %% [markdown]
# ### Untuk aksi dan paket mana anggaran itu?

# %%
report.money_by_action(context)

# %% [markdown]
# ### Berapa biaya untuk melayani satu orang?

# %%
report.service_costs(context)

# %% [markdown]
# ### Layanan mana yang menjangkau satu orang lagi dengan rupiah paling kecil, dan seberapa kokoh urutannya?

# %%
report.service_order(context)

# %% [markdown]
# ## Siapa mengerjakan apa

# %% [markdown]
# ### Tugas apa yang menunggu setiap sektor?

# %%
report.sector_lists(context)
