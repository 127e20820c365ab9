# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Faktor risiko
#
# Anak mana yang lebih sering pendek, dan seberapa jelas bedanya? Ubah isi sel pertama untuk daerah atau siklus lain.

# %% tags=["parameters"]
district_code: str = "17.71"
cycle: str = "2025-2"
edition: str = "publik"
language: str = "id"

# %%
from audit import pipeline, report

context = pipeline.open_audit(district_code=district_code, cycle=cycle, edition=edition, language=language)

# %% [markdown]
# ## Untuk forum

# %% [markdown]
# ### Siapa yang diukur, dan apa artinya bagi angkanya?

# %%
report.forum_coverage(context)

# %% [markdown]
# ### Desa mana yang jelas berbeda?

# %%
report.forum_funnel(context)

# %% [markdown]
# ### Faktor mana yang menyertai pendek?

# %%
report.risk_factors(context)

# %% [markdown]
# ### Faktor mana yang dapat diubah, dan berapa anak pendek berkaitan dengannya?

# %%
report.risk_fractions(context)

# %% [markdown]
# ### Apakah anak keluarga miskin lebih sering pendek?

# %%
report.risk_inequality(context)

# %% [markdown]
# ## Lampiran

# %% [markdown]
# ### Berapa bedanya dalam 100 anak?

# %%
report.risk_differences(context)

# %% [markdown]
# ### Berapa bagian anak pendek ada pada keluarga termiskin?

# %%
report.risk_concentration(context)

# %% [markdown]
# ### Faktor apa yang berjalan bersama ketimpangan itu?

# %%
report.risk_decomposition(context)

# %% [markdown]
# ### Faktor apa yang diketahui, dan apa yang dilewatkan?

# %%
report.risk_data(context)
