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
# ### Apa yang dijalankan daerah, sampai di mana, dan apa berikutnya?

# %%
report.own_programmes(context)

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
# ### Siapa yang sudah dijangkau setiap paket, dan seberapa banyak yang sesuai standar?

# %%
report.package_reach(context)

# %% [markdown]
# ### Berapa keluarga yang menerima semua layanan yang seharusnya?

# %%
report.package_households(context)

# %% [markdown]
# ### Di mana paket tersedia?

# %%
report.package_availability(context)

# %% [markdown]
# ### Apa yang berubah dari triwulan ke triwulan?

# %%
report.package_quarters(context)

# %% [markdown]
# ## Indikator esensial dan lokus
#
# Angka yang dilaporkan kantor dinas. Desa yang didahulukan (lokus) ada pada notebook kasus; di sini dasarnya.

# %% [markdown]
# ### Sampai di mana setiap indikator?

# %%
report.essential_indicators(context)

# %% [markdown]
# ### Indikator mana yang paling jauh dari target?

# %%
report.indicator_gaps(context)

# %% [markdown]
# ### Di kecamatan mana?

# %%
report.indicators_by_kecamatan(context)

# %% [markdown]
# ### Berapa keluarga berisiko menurut pendataan keluarga, dan apakah angkanya cocok?

# %%
report.family_totals(context)

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
# ### Berapa anggaran yang sudah terpakai, dan sejalankah dengan bulannya?

# %%
report.money_use(context)

# %% [markdown]
# ### Untuk aksi dan paket mana anggaran itu?

# %%
report.money_by_action(context)

# %% [markdown]
# ### Berapa biaya untuk melayani satu orang?

# %%
report.service_costs(context)

# %% [markdown]
# ### Layanan mana yang menjangkau satu orang lagi dengan rupiah paling kecil, dan seberapa kokoh urutannya?

# %%
report.service_order(context)

# %% [markdown]
# ## Siapa mengerjakan apa

# %% [markdown]
# ### Tugas apa yang menunggu setiap sektor?

# %%
report.sector_lists(context)
