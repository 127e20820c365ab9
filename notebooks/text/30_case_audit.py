# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Pemilihan kasus
#
# Siapa yang pendek, di mana, dan dari siapa tim memilih kasus? Ubah isi sel pertama untuk daerah atau siklus lain.

# %% tags=["parameters"]
district_code: str = "17.71"
cycle: str = "2025-2"
edition: str = "publik"
language: str = "id"

# %%
from audit import pipeline, report

context = pipeline.open_audit(district_code=district_code, cycle=cycle, edition=edition, language=language)

# %% [markdown]
# ## Rujuk segera

# %% [markdown]
# ### Siapa yang tidak dapat menunggu rapat?

# %%
report.urgent_referrals(context)

# %% [markdown]
# ## Siapa yang pendek, dan di mana

# %% [markdown]
# ### Dari siapa kasus dipilih?

# %%
report.case_funnel(context)

# %% [markdown]
# ### Berapa baduta, berapa balita 24–59 bulan?

# %%
report.stunted_by_group(context)

# %% [markdown]
# ### Bagaimana di setiap kecamatan?

# %%
report.case_funnel_by_kecamatan(context)

# %% [markdown]
# ## Yang dibutuhkan, dan di mana

# %% [markdown]
# ### Apa yang dibutuhkan setiap kelompok?

# %%
report.need_profiles(context)

# %% [markdown]
# ### Kebutuhan apa yang datang bersama?

# %%
report.need_overlap(context)

# %% [markdown]
# ### Sampai di mana kebutuhan itu terjawab?

# %%
report.need_cascade(context)

# %% [markdown]
# ### Berapa keluarga berisiko stunting, dan di mana?

# %%
report.families_at_risk(context)

# %% [markdown]
# ### Desa dan kelurahan mana yang didahulukan?

# %%
report.lokus(context)

# %% [markdown]
# ## Memilih kasus

# %% [markdown]
# ### Bagaimana kasus dipilih?

# %%
report.case_choice(context)

# %% [markdown]
# ### Apa yang perlu diingat saat memilih?

# %%
report.case_selection(context)

# %% [markdown]
# ### Anak mana saja?

# %%
report.stunted_children(context)

# %% [markdown]
# ## Yang ditemukan dan disepakati

# %% [markdown]
# ### Penyebab apa yang ditemukan tim pakar?

# %%
report.case_patterns(context)

# %% [markdown]
# ### Seperti apa satu kasus?

# %%
report.case_vignettes(context)

# %% [markdown]
# ### Siapa yang dapat ikut mencegahnya?

# %%
report.case_preventable(context)

# %% [markdown]
# ### Seberapa sepakat dua pakar?

# %%
report.reader_agreement(context)

# %% [markdown]
# ### Sampai di mana tindak lanjut?

# %%
report.follow_up_tracker(context)

# %% [markdown]
# ### Bagaimana risiko sebelum dan sesudah?

# %%
report.case_risk_shift(context)

# %% [markdown]
# ### Sampai di mana siklus ini?

# %%
report.case_gates(context)

# %% [markdown]
# ## Audit atas audit

# %% [markdown]
# ### Bagaimana audit ini berjalan?

# %%
report.audit_of_audit(context)

# %% [markdown]
# ### Berapa anggaran audit yang terpakai?

# %%
report.audit_budget(context)

# %% [markdown]
# ### Apa yang dikirim ke provinsi?

# %%
report.province_table(context)
