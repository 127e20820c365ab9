# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Situasi
#
# Berapa balita yang pendek, di mana, dan seberapa pasti kita tahu? Ubah isi sel pertama untuk daerah atau siklus lain.

# %% tags=["parameters"]
district_code: str = "17.71"
cycle: str = "2025-2"
edition: str = "publik"
language: str = "id"

# %%
from audit import pipeline, report

context = pipeline.open_audit(district_code=district_code, cycle=cycle, edition=edition, language=language)

# %% [markdown]
# ## Berapa, dan pada siapa

# %% [markdown]
# ### Berapa jadinya bila anak yang belum diukur ikut dihitung?

# %%
report.coverage_bounds(context)

# %% [markdown]
# ### Seberapa besar kesalahan ukur dapat mengubahnya?

# %%
report.measurement_error(context)

# %% [markdown]
# ### Kelompok mana yang terdata, dan dari berapa?

# %%
report.recorded_groups(context)

# %% [markdown]
# ### Apa hasil setiap bulan?

# %%
report.stunting_by_month(context)

# %% [markdown]
# ### Pada umur berapa, laki-laki atau perempuan?

# %%
report.stunting_by_age_sex(context)

# %% [markdown]
# ### Berapa anak yang sangat pendek?

# %%
report.severity(context)

# %% [markdown]
# ## Di mana

# %% [markdown]
# ### Di mana letak setiap kecamatan, dan berapa hasilnya?

# %%
report.kecamatan_map(context)

# %% [markdown]
# ### Kecamatan mana yang jelas berbeda?

# %%
report.stunting_by_kecamatan(context)

# %% [markdown]
# ### Desa mana yang berbeda melebihi ragam yang biasa?

# %%
report.desa_funnel(context)

# %% [markdown]
# ### Seberapa pasti angka setiap desa?

# %%
report.desa_caterpillar(context)

# %% [markdown]
# ### Apa hasil setiap desa dan kelurahan?

# %%
report.stunting_by_desa(context)

# %% [markdown]
# ## Dari bulan ke bulan

# %% [markdown]
# ### Mengapa jumlah kasus berubah?

# %%
report.case_balance(context)

# %% [markdown]
# ### Seberapa cepat anak menjadi pendek, pulih, dan pendek lagi?

# %%
report.case_rates(context)

# %% [markdown]
# ## Pemantauan pertumbuhan

# %% [markdown]
# ### Siapa yang ditimbang, dan siapa yang naik berat badannya?

# %%
report.skdn(context)

# %% [markdown]
# ### Berapa anak yang beratnya melambat?

# %%
report.faltering(context)

# %% [markdown]
# ### Apa hasil skrining perkembangan?

# %%
report.development(context)

# %% [markdown]
# ## Dibandingkan dengan angka lain

# %% [markdown]
# ### Angka apa yang pernah diumumkan?

# %%
report.published_figures(context)
