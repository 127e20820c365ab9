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
# ### Seberapa jauh target, dan apa yang mungkin?

# %%
report.target_outlook(context)

# %% [markdown]
# ## Siapa yang dikunjungi lebih dahulu

# %% [markdown]
# ### Siapa yang belum pendek dan sebaiknya dikunjungi lebih dahulu?

# %%
report.visit_first(context)

# %% [markdown]
# ## Lampiran: faktor dan ketimpangan

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

# %% [markdown]
# ## Lampiran: perhitungan target

# %% [markdown]
# ### Berapa anak lebih sedikit di setiap kecamatan?

# %%
report.target_averted(context)

# %% [markdown]
# ## Lampiran: keadaan lain selain pendek

# %% [markdown]
# ### Berapa sentimeter selisih tinggi anak dari nilai tengah WHO?

# %%
report.risk_height(context)

# %% [markdown]
# ### Anak mana yang pendek dan sekaligus kurus?

# %%
report.risk_short_and_thin(context)

# %% [markdown]
# ### Anak mana yang perkembangannya meragukan atau menyimpang?

# %%
report.risk_development(context)

# %% [markdown]
# ### Perempuan mana yang lebih sering anemia?

# %%
report.risk_anaemia(context)

# %% [markdown]
# ## Lampiran: seberapa kuat temuan ini

# %% [markdown]
# ### Sejak umur berapa tinggi badan tertinggal?

# %%
report.risk_heights(context)

# %% [markdown]
# ### Pada umur berapa pendek lebih sering?

# %%
report.risk_age_curve(context)

# %% [markdown]
# ### Berapa bagian perbedaan yang terletak di antara desa?

# %%
report.risk_between_desa(context)

# %% [markdown]
# ### Apakah jawaban yang kosong mengubah perbandingan?

# %%
report.risk_missing(context)

# %% [markdown]
# ### Apakah dua faktor yang bertemu melebihi jumlah masing-masing?

# %%
report.risk_together(context)

# %% [markdown]
# ### Dapatkah hal yang tidak tercatat menjelaskan perbedaan ini?

# %%
report.risk_unrecorded(context)

# %% [markdown]
# ### Apakah datanya cukup untuk setiap model?

# %%
report.risk_overlap(context)

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

# %% [markdown]
# ## Lampiran: daftar periksa pelaporan

# %% [markdown]
# ### Apa yang diminta agar hasil dapat dinilai orang lain, dan apa yang belum ditulis?

# %%
report.reporting_checklists(context)
