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
# ### Aksi mana yang perlu perhatian, dan mengapa?

# %%
report.action_attention(context)

# %% [markdown]
# ### Di mana setiap aksi berada, dengan bukti dan nilai apa?

# %%
report.action_frameworks(context)

# %% [markdown]
# ### Apa kata data untuk analisis situasi dan reviu kinerja?

# %%
report.action_situation(context)

# %% [markdown]
# ### Apa yang berlaku, apa yang menghambat, dan siapa yang menunggu jawaban?

# %%
report.action_registers(context)

# %% [markdown]
# ### Di berapa desa kader pembangunan manusia berfungsi?

# %%
report.action_cadres(context)

# %% [markdown]
# ## Lima paket layanan 1.000 hari pertama

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
