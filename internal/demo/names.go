package demo

import (
	"fmt"
	"math/rand/v2"
)

var (
	womenNames = []string{"Melati", "Kenanga", "Anggrek", "Cempaka", "Dahlia", "Seruni", "Teratai", "Mawar", "Flamboyan", "Sakura", "Wijaya", "Tanjung", "Kamboja", "Seroja", "Asoka"}
	menNames   = []string{"Jati", "Cemara", "Meranti", "Cendana", "Beringin", "Bambu", "Pinus", "Mahoni", "Trembesi", "Randu", "Gaharu", "Sengon", "Ulin", "Damar", "Waru"}
	surnames   = []string{"Utara", "Selatan", "Timur", "Barat", "Laut", "Gunung", "Sungai", "Lembah", "Pantai", "Danau", "Rimba", "Padang", "Muara", "Tanjung", "Pulau", "Telaga"}
	staffNames = []string{"Elang", "Merpati", "Kutilang", "Jalak", "Murai", "Cendrawasih", "Gelatik", "Rajawali", "Camar", "Pipit", "Kenari", "Nuri"}
)

// person is somebody invented.
type person struct {
	name, sex, nik, phone, address string
	age                            int
}

// invent makes a person for a problem. The name says that it is an example.
func invent(r *rand.Rand, problem, residence string, serial int) person {
	p := person{sex: "female", age: ageFor(r, problem)}
	first := womenNames[r.IntN(len(womenNames))]
	if r.Float64() < 0.42 {
		p.sex, first = "male", menNames[r.IntN(len(menNames))]
	}
	p.name = fmt.Sprintf("Contoh %s %s", first, surnames[r.IntN(len(surnames))])
	day := 1 + r.IntN(28)
	if p.sex == "female" {
		day += 40
	}
	p.nik = fmt.Sprintf("99%s%02d%02d%02d%04d", digits(residence), day, 1+r.IntN(12), (2016-p.age)%100, serial%10000)
	p.phone = fmt.Sprintf("0899000%05d", serial%100000)
	p.address = fmt.Sprintf("Jalan Contoh Gang %d No. %d", 1+r.IntN(40), 1+r.IntN(99))
	return p
}

// digits returns four digits for the regency and district part of an invented
// population number.
func digits(code string) string {
	out := ""
	for _, c := range code {
		if c >= '0' && c <= '9' {
			out += string(c)
		}
	}
	return (out + "0000")[:4]
}

func ageFor(r *rand.Rand, problem string) int {
	switch problem {
	case "law":
		if r.Float64() < 0.7 {
			return 12 + r.IntN(6)
		}
	case "sexual_violence":
		if r.Float64() < 0.6 {
			return 6 + r.IntN(12)
		}
	case "neglect":
		switch r.IntN(3) {
		case 0:
			return r.IntN(13)
		case 1:
			return 60 + r.IntN(25)
		}
	case "disability_illness":
		return 2 + r.IntN(75)
	}
	return 18 + r.IntN(45)
}

var (
	happened = []string{
		"Contoh: klien menceritakan keadaan keluarga dengan tenang.",
		"Contoh: keluarga sepakat menyusun jadwal bersama.",
		"Contoh: petugas mendengarkan dan menjelaskan hak klien.",
		"Contoh: kunjungan rumah berjalan baik, tetangga tidak diberi tahu.",
		"Contoh: klien masih ragu, pertemuan berikut disepakati.",
	}
	nextSteps = []string{"Contoh: bertemu lagi dua minggu lagi.", "Contoh: menghubungi sekolah dengan izin klien.", "Contoh: menyiapkan surat rujukan.", "Contoh: memeriksa kelengkapan dokumen."}
	formulas  = []string{"Contoh: kesulitan bertambah setelah kehilangan pekerjaan; dukungan keluarga besar kuat.", "Contoh: komunikasi terputus, anak mulai menarik diri."}
	goals     = []string{"Contoh: keadaan aman dan anak kembali bersekolah.", "Contoh: nafkah keluarga tertata."}
	actions   = []string{"Contoh: konseling keluarga tiga kali, rujukan ke Puskesmas.", "Contoh: pendampingan ke sekolah dan Dukcapil."}
	others    = []string{"Contoh: keluarga eks Gafatar, butuh tempat tinggal.", "Contoh: perbantuan sarana lingkungan."}
)

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }
