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
# ## Siapa yang lebih sering pendek

# %% [markdown]
# ### Faktor mana yang menyertai pendek?

# %%
report.risk_factors(context)

# %% [markdown]
# ### Berapa bedanya dalam 100 anak?

# %%
report.risk_differences(context)

# %% [markdown]
# ### Apakah anak keluarga miskin lebih sering pendek?

# %%
report.risk_inequality(context)

# %% [markdown]
# ## Yang belum dapat dibandingkan

# %% [markdown]
# ### Faktor apa yang diketahui, dan apa yang dilewatkan?

# %%
report.risk_data(context)

# %% [markdown]
# ## Siapa yang dikunjungi lebih dahulu

# %% [markdown]
# ### Siapa yang belum pendek dan sebaiknya dikunjungi lebih dahulu?

# %%
report.visit_first(context)

# %% [markdown]
# ## Lampiran: seberapa tepat prakiraannya

# %% [markdown]
# ### Apakah risiko yang diprakirakan sesuai kenyataan?

# %%
report.visit_calibration(context)

# %% [markdown]
# ### Mulai risiko berapa kunjungan berguna?

# %%
report.visit_decision(context)

# %% [markdown]
# ### Berapa kasus baru terjangkau oleh kunjungan pertama?

# %%
report.visit_capacity(context)

# %% [markdown]
# ### Apakah semua kelompok anak terlayani sama baik?

# %%
report.visit_groups(context)

# %% [markdown]
# ### Bagaimana model dibuat dan dinilai?

# %%
report.visit_card(context)
