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
# ### Siapa yang didampingi, dan sesering semestinya?

# %%
report.companion_contacts(context)

# %% [markdown]
# ### Topik apa yang sampai kepada sasaran?

# %%
report.companion_topics(context)

# %% [markdown]
# ### Seberapa cepat risiko yang ditemukan dirujuk?

# %%
report.companion_referrals(context)

# %% [markdown]
# ### Dukungan apa yang diperlukan tim?

# %%
report.companion_support(context)

# %% [markdown]
# ### Apakah tim percepatan di setiap tingkat berjalan?

# %%
report.steering_bodies(context)

# %% [markdown]
# ## Orang tua asuh

# %% [markdown]
# ## Anggaran

# %% [markdown]
# ## Siapa mengerjakan apa
