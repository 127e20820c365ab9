# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Bahan forum diseminasi
#
# Halaman pertama untuk forum, lalu buktinya. Ubah isi sel pertama untuk daerah atau siklus lain.

# %% tags=["parameters"]
district_code: str = "17.71"
cycle: str = "2025-2"
edition: str = "publik"
language: str = "id"

# %%
from audit import pipeline, report

context = pipeline.open_audit(district_code=district_code, cycle=cycle, edition=edition, language=language)

# %% [markdown]
# ## Ringkasan untuk forum

# %% [markdown]
# ### Apa pesan utamanya?

# %%
report.headline(context)

# %% [markdown]
# ### Berapa angka kuncinya?

# %%
report.key_figures(context)

# %% [markdown]
# ### Apa yang dijanjikan pada forum lalu, dan bagaimana kelanjutannya?

# %%
report.last_promises(context)

# %% [markdown]
# ### Apa yang perlu diputuskan forum ini?

# %%
report.decisions(context)

# %% [markdown]
# ### Apa jawaban atas pertanyaan forum?

# %%
report.forum_questions(context)

# %% [markdown]
# ### Mengapa angka ini berbeda dari yang pernah disebut?

# %%
report.why_figures_differ(context)

# %% [markdown]
# ### Seberapa yakin kita?

# %%
report.confidence(context)

# %% [markdown]
# ## Metode dan istilah

# %% [markdown]
# ### Bagaimana angka dihitung?

# %%
report.methods(context)

# %% [markdown]
# ### Dari mana datanya?

# %%
report.data_sources(context)

# %% [markdown]
# ### Laporan yang mana ini?

# %%
report.report_identity(context)

# %% [markdown]
# ### Apa arti istilahnya?

# %%
report.glossary(context)
