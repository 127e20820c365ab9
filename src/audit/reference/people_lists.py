"""Lists of women, households, services, histories and consents: the header of each field, and the words of its codes.

Templates and invented lists are written with these; other spellings are the reader's affair (``audit.register``).
Fields are those of ``audit.schemas.people``, and what tells whom a row is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["LISTS", "NO", "WORDS", "YES"]

YES, NO = "Ya", "Tidak"

_PERSON = {
    "nik": "NIK",
    "name": "Nama",
    "birth_date": "Tanggal Lahir",
    "kecamatan": "Kecamatan",
    "desa": "Desa/Kelurahan",
    "posyandu": "Posyandu",
    "kk": "No KK",
}
_CONTACT = {
    "contact_date": "Tanggal Kontak",
    "group": "Kelompok",
    "height_cm": "TB (cm)",
    "weight_kg": "BB (kg)",
    "muac_cm": "LiLA (cm)",
    "hb_g_dl": "Hb (g/dL)",
    "supplement_product": "Jenis Suplemen",
    "supplement_tablets": "Jumlah Tablet",
    "smoke_at_home": "Asap Rokok di Rumah",
}
_COUPLE = {
    "wedding_date": "Tanggal Pernikahan",
    "premarital_check": "Periksa Kesehatan Pranikah",
    "marriage_counselling": "Bimbingan Perkawinan",
    "groom_nik": "NIK Calon Suami",
    "groom_name": "Nama Calon Suami",
    "groom_birth_date": "Tanggal Lahir Calon Suami",
}
_MOTHER = {
    "blood_pressure": "Tekanan Darah",  # 120/80: systolic_mmhg and diastolic_mmhg
    "random_glucose_mg_dl": "Gula Darah Sewaktu (mg/dL)",
    "proteinuria": "Protein Urin",
    "chronic_disease": "Penyakit Kronis",
    "danger_sign": "Tanda Bahaya",
    "children_alive": "Jumlah Anak",
    "birth_interval_months": "Jarak Kelahiran (bulan)",
    "has_stunted_child": "Anak Sebelumnya Stunting",
    "gestation_weeks": "Usia Kehamilan (minggu)",
    "fetuses": "Jumlah Janin",
    "antenatal_visits": "Jumlah Periksa Hamil",
    "delivery_date": "Tanggal Persalinan",
    "birth_gestation_weeks": "Usia Kehamilan Saat Lahir (minggu)",
    "newborn_weight_kg": "BB Lahir (kg)",
    "newborn_length_cm": "PB Lahir (cm)",
    "newborns": "Jumlah Bayi",
    "birth_complication": "Komplikasi Persalinan",
    "breastfeeding": "Menyusui",
    "contraception": "KB Pascasalin",
}
_HOUSEHOLD = {
    "kk": "No KK",
    "head": "Nama Kepala Keluarga",
    "recorded_on": "Tanggal Pendataan",
    "kecamatan": "Kecamatan",
    "desa": "Desa/Kelurahan",
    "welfare_rank": "Peringkat Kesejahteraan",
    "welfare_source": "Sumber Peringkat",
    "welfare_version": "Versi Peringkat",
    "safe_water": "Air Minum Layak",
    "healthy_latrine": "Jamban Sehat",
    "liveable_house": "Rumah Layak Huni",
    "smoke_at_home": "Asap Rokok di Rumah",
    "members": "Jumlah Anggota Keluarga",
    "under_fives": "Jumlah Balita",
    "fertile_couple": "Pasangan Usia Subur",
    "mother_too_young": "Ibu Terlalu Muda",
    "mother_too_old": "Ibu Terlalu Tua",
    "births_too_close": "Jarak Kelahiran Terlalu Dekat",
    "children_too_many": "Anak Terlalu Banyak",
    "modern_contraception": "KB Modern",
    "health_insurance": "JKN Aktif",
    "assistance": "Bantuan Diterima",
    "adults_in_work": "Jumlah Dewasa Bekerja",
    "distance_km": "Jarak ke Puskesmas (km)",
}
_SERVICE = {
    "date": "Tanggal Layanan",
    "service_code": "Jenis Layanan",
    "need": "Kebutuhan",
    "stage": "Tahap",
    "provider_id": "Penyedia",
    "package": "Paket Layanan",
    "to_standard": "Sesuai Standar",
}
_HISTORY = {
    "mother_nik": "NIK Ibu",
    "mother_name": "Nama Ibu",
    "recorded_on": "Tanggal Pencatatan",
    "early_breastfeeding": "IMD",
    "exclusive_breastfeeding": "ASI Eksklusif",
    "complementary_from_months": "Mulai MP-ASI (bulan)",
    "animal_protein": "Protein Hewani Kemarin",
    "meals_enough": "Frekuensi Makan Cukup",
    "immunised_for_age": "Imunisasi Sesuai Umur",
    "vitamin_a": "Vitamin A",
    "dewormed": "Obat Cacing",
    "recent_illness": "Penyakit 3 Bulan Terakhir",
    "comorbidity": "Penyakit Penyerta",
    "development": "KPSP",
    "caregiver": "Pengasuh Utama",
    "parenting_class": "Kelas Ibu Balita",
}
_CONSENT = {
    "purpose": "Keperluan",
    "decided_on": "Tanggal Persetujuan",
    "given": "Setuju",
    "by": "Diberikan Oleh",
    "explained": "Cara Penjelasan",
}

LISTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "couples": MappingProxyType(_PERSON | _CONTACT | _COUPLE),
        "women": MappingProxyType(_PERSON | _CONTACT | _MOTHER),
        "households": MappingProxyType(_HOUSEHOLD),
        "services": MappingProxyType(_PERSON | _SERVICE),
        "child_history": MappingProxyType(_PERSON | _HISTORY),
        "consents": MappingProxyType(_PERSON | _CONSENT),
    }
)

# Words of the codes of a field, as an office writes them. Several codes in one cell are joined by ";".
WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "group": MappingProxyType(
            {"catin": "Calon Pengantin", "bumil": "Ibu Hamil", "nifas": "Ibu Nifas", "busui": "Ibu Menyusui"}
        ),
        "supplement_product": MappingProxyType({"ttd": "TTD", "mms": "MMS"}),
        "contraception": MappingProxyType(
            {"mkjp": "MKJP", "modern": "Modern Lain", "tradisional": "Tradisional", "tidak": "Tidak"}
        ),
        "assistance": MappingProxyType({"pkh": "PKH", "bpnt": "BPNT", "pbi": "PBI JKN", "blt_desa": "BLT Desa"}),
        "stage": MappingProxyType({"offered": "Ditawarkan", "received": "Diterima", "rechecked": "Diperiksa Ulang"}),
        "need": MappingProxyType(
            {
                "medical": "Medis",
                "intake": "Asupan Gizi",
                "care": "Pengasuhan",
                "poverty": "Ekonomi",
                "environment": "Lingkungan",
                "access": "Akses Layanan",
            }
        ),
        "package": MappingProxyType(
            {
                "kia": "Kesehatan Ibu dan Anak",
                "gizi": "Konseling Gizi Terpadu",
                "sanitasi": "Air Minum dan Sanitasi",
                "perlindungan_sosial": "Perlindungan Sosial",
                "paud": "Pendidikan Anak Usia Dini",
            }
        ),
        "recent_illness": MappingProxyType(
            {
                "diare": "Diare",
                "ispa": "ISPA",
                "pneumonia": "Pneumonia",
                "demam": "Demam",
                "cacingan": "Cacingan",
            }
        ),
        "comorbidity": MappingProxyType(
            {
                "jantung": "Penyakit Jantung Bawaan",
                "ginjal": "Penyakit Ginjal",
                "saraf": "Gangguan Saraf",
                "tb": "TB",
                "talasemia": "Talasemia",
                "sindrom": "Sindrom Bawaan",
            }
        ),
        "development": MappingProxyType({"sesuai": "Sesuai", "meragukan": "Meragukan", "penyimpangan": "Penyimpangan"}),
        "caregiver": MappingProxyType({"ibu": "Ibu", "ayah": "Ayah", "nenek_kakek": "Nenek/Kakek", "lain": "Lainnya"}),
        "purpose": MappingProxyType(
            {
                "audit": "Audit",
                "review": "Telaah Pakar Luar",
                "vignette": "Cerita Kasus",
                "sponsor": "Orang Tua Asuh",
                "research": "Penelitian",
            }
        ),
        "by": MappingProxyType({"sendiri": "Sendiri", "ibu": "Ibu", "ayah": "Ayah", "wali": "Wali"}),
        "explained": MappingProxyType({"lisan": "Lisan", "tertulis": "Tertulis"}),
    }
)
