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
# ## Delapan aksi konvergensi

# %% [markdown]
# ## Lima paket layanan 1.000 hari pertama

# %% [markdown]
# ### Siapa yang sudah dijangkau setiap paket, dan seberapa banyak yang sesuai standar?

# %%
report.package_reach(context)

# %% [markdown]
# ### Berapa keluarga yang menerima semua layanan yang seharusnya?

# %%
report.package_households(context)

# %% [markdown]
# ### Di mana paket tersedia?

# %%
report.package_availability(context)

# %% [markdown]
# ### Apa yang berubah dari triwulan ke triwulan?

# %%
report.package_quarters(context)

# %% [markdown]
# ## Indikator esensial dan lokus

# %% [markdown]
# ## Pendampingan keluarga dan tim percepatan

# %% [markdown]
# ## Orang tua asuh

# %% [markdown]
# ## Anggaran

# %% [markdown]
# ## Siapa mengerjakan apa
