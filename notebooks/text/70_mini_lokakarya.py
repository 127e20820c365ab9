# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Mini lokakarya kecamatan
#
# Bahan satu kecamatan: janji, keputusan, siapa yang terdata, pendampingan, dan calon pengantin.
# Ubah isi sel pertama untuk kecamatan lain.

# %% tags=["parameters"]
district_code: str = "17.71"
cycle: str = "2025-2"
edition: str = "publik"
language: str = "id"
kecamatan: str = "17.71.01"

# %%
from audit import pipeline, report

context = pipeline.open_audit(
    district_code=district_code, cycle=cycle, edition=edition, language=language, kecamatan=kecamatan
)

# %% [markdown]
# ## Janji dan keputusan

# %% [markdown]
# ### Apa yang dijanjikan pada pertemuan terakhir, dan apa yang sudah dikerjakan?

# %%
report.forum_promises(context)

# %% [markdown]
# ### Apa yang perlu diputuskan?

# %%
report.kecamatan_decisions(context)

# %% [markdown]
# ### Kendala apa yang belum selesai?

# %%
report.forum_obstacles(context)

# %% [markdown]
# ## Siapa yang terdata, apa yang dibutuhkan

# %% [markdown]
# ### Siapa yang terdata, dan siapa yang belum?

# %%
report.kecamatan_recorded(context)

# %% [markdown]
# ### Apa yang dibutuhkan?

# %%
report.kecamatan_needs(context)

# %% [markdown]
# ### Layanan apa yang jatuh tempo bulan depan?

# %%
report.kecamatan_due(context)

# %% [markdown]
# ### Siapa yang masih menunggu layanan segera?

# %%
report.kecamatan_referrals(context)

# %% [markdown]
# ### Bagaimana angka ini diverifikasi?

# %%
report.kecamatan_verification(context)

# %% [markdown]
# ## Tim Pendamping Keluarga

# %% [markdown]
# ### Apa yang sudah dan belum dijangkau tim?

# %%
report.kecamatan_teams(context)

# %% [markdown]
# ## Calon pengantin

# %% [markdown]
# ### Berapa pasangan yang terdaftar, tepat waktu, berisiko, dan didampingi?

# %%
report.kecamatan_couples(context)
