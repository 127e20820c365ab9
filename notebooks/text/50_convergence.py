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
# ## Indikator esensial dan lokus

# %% [markdown]
# ## Pendampingan keluarga dan tim percepatan

# %% [markdown]
# ## Orang tua asuh

# %% [markdown]
# ### Siapa yang membutuhkan orang tua asuh, dan siapa yang sudah dibantu?

# %%
report.sponsor_reach(context)

# %% [markdown]
# ### Apa yang dijanjikan, dan apa yang datang?

# %%
report.sponsor_months(context)

# %% [markdown]
# ### Cocokkah barangnya dengan umur anak?

# %%
report.sponsor_items(context)

# %% [markdown]
# ### Bagaimana pertumbuhan anak yang dibantu, di samping anak serupa?

# %%
report.sponsor_growth(context)

# %% [markdown]
# ### Apa yang terjadi kemudian pada anak berisiko dan keluarganya?

# %%
report.sponsor_outcomes(context)

# %% [markdown]
# ### Siapa orang tua asuhnya?

# %%
report.sponsor_donors(context)

# %% [markdown]
# ## Anggaran

# %% [markdown]
# ## Siapa mengerjakan apa
