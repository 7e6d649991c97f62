package family_test

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"teduh/internal/domain/family"
	"teduh/internal/kit/calendar"
)

// How names are written differently: as people spell them, in pairs taken down
// one by one, not by the rules of this package.
var habits = map[string][]string{
	"Muhammad": {"Moh.", "Mohamad", "M.", "Muh.", "Mohammad", "Muhamad"}, "Yusuf": {"Jusuf", "Yusup", "Yusof"}, "Syarif": {"Sjarif", "Sarif", "Sharif"},
	"Joko": {"Djoko", "Djoko"}, "Sukarno": {"Soekarno"}, "Sutrisno": {"Soetrisno"}, "Cahyono": {"Tjahjono", "Tjahyono"}, "Fatimah": {"Patimah", "Fatima", "Fathimah"},
	"Aisyah": {"Aisah", "Aisjah", "Aisya"}, "Nuraini": {"Nur Aini", "Nur'aini", "Noeraini"}, "Nurhayati": {"Nur Hayati", "Noerhajati"}, "Ahmad": {"Achmad", "Akhmad", "Ahmat", "Amad"},
	"Rahmat": {"Rachmat", "Rahmad", "Rakhmat"}, "Taufik": {"Taufiq", "Topik", "Taupik"}, "Abdul": {"Abd.", "Abdoel"}, "Siti": {"St.", "Sitti", "Sity"}, "Wahyu": {"Wahju", "Wahyoe"},
	"Suryani": {"Surjani", "Soeryani", "Suriani"}, "Yanti": {"Janti", "Yanty"}, "Hasanah": {"Hasana", "Khasanah"}, "Khadijah": {"Hadijah", "Chadidjah", "Kadijah"}, "Zainab": {"Jainab", "Sainab", "Zaenab"},
	"Zulkifli": {"Julkifli", "Zulkipli"}, "Iskandar": {"Eskandar"}, "Rosmiati": {"Rosmiaty", "Rusmiati"}, "Ismail": {"Ismael", "Ismaill"}, "Sumarni": {"Soemarni"}, "Jumiati": {"Djumiati", "Jumiyati"},
	"Hidayat": {"Hidajat", "Hidayad"}, "Saputra": {"Syaputra", "Sahputra"}, "Lestari": {"Lestary", "Listari"}, "Aminah": {"Amina", "Minah"}, "Dewi": {"Dewie", "Dewy"}, "Eko": {"Eka"}, "Indriani": {"Indriany", "Endriani"},
}

// Given names that are common in Indonesia, women's, men's and second ones.
var (
	women  = strings.Fields("Siti Aisyah Fatimah Nuraini Nurhayati Suryani Yanti Hasanah Khadijah Zainab Rosmiati Sumarni Jumiati Lestari Aminah Dewi Indriani Ratna Sri Wahyuni Endang Kartini Rina Mega Ayu Putri Nining Rukmini Maimunah Halimah Marlina Yuliana Herlina Murni Tuti Nengsih Ernawati Suminah Ngatinah Wulan Intan Melati Rahmawati Susanti Marni Asmawati Hartini Lilis Sulastri Wagiyem")
	men    = strings.Fields("Muhammad Yusuf Syarif Joko Sukarno Sutrisno Cahyono Ahmad Rahmat Taufik Abdul Wahyu Zulkifli Iskandar Ismail Hidayat Eko Bambang Agus Budi Hendra Rudi Supardi Slamet Suparman Mulyono Hasan Usman Darwis Asep Dedi Ujang Ketut Made Nyoman Herman Firman Ridwan Irwan Anwar Jamaludin Sahrul Basri Lukman Arifin Kasim Samsudin Tono Wawan Yono")
	second = strings.Fields("Saputra Lestari Hidayat Rahman Wijaya Kusuma Santoso Wulandari Handayani Pratama Setiawan Rahayu Utami Gunawan Kurniawan Permana Ningsih Hasibuan Lubis Siregar Nasution Tanjung Pane Daulay Mangunsong Sitorus Latuconsina Pattiasina Rumahorbo Tampubolon Batubara Ginting Maulana Ramadhan Ibrahim Yahya Salim Hakim Karim Basuki Prasetyo Nugroho Purnama Anggraini Safitri Maharani Oktaviani Novitasari Puspita Sembiring Tarigan Damanik Manurung Wibowo Susilo Haryanto Suryadi Effendi Darmawan Firdaus")
	places = strings.Fields("Banawa Sindue Sirenja Balaesang Damsol Sojol Rio Labuan Tanantovea Pinembani Banawasel Sindobata Dampelas")
)

type people struct{ r *rand.Rand }

// one is a name: often one of the first, sometimes one that nobody else bears.
func (p people) one(of []string) string {
	if p.maybe(0.25) {
		return p.rare()
	}
	return p.common(of)
}

func (p people) rare() string {
	syllables := strings.Fields("ba ra lo mi sa tu ne ka wi dar mon sul lang pe ri to gu na hir jas mar zel vin")
	name := ""
	for range 2 + p.r.IntN(2) {
		name += syllables[p.r.IntN(len(syllables))]
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

func (p people) common(of []string) string {
	n := float64(len(of))
	return of[int(n*p.r.Float64()*p.r.Float64())] // the first are the most common
}

func (p people) maybe(share float64) bool { return p.r.Float64() < share }

func (p people) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + p.r.IntN(10))
	}
	return string(b)
}

// client is somebody who comes: everything true of them.
func (p people) client() family.Who {
	w := family.Who{Sex: "female", District: p.common(places)}
	given := women
	if p.maybe(0.35) {
		w.Sex, given = "male", men
	}
	name := []string{p.one(given)}
	if p.maybe(0.4) {
		name = append(name, p.one(given))
	}
	if p.maybe(0.75) {
		name = append(name, p.one(second))
	}
	w.Name = strings.Join(name, " ")
	day := calendar.Day((1940+p.r.IntN(75))*10000 + (1+p.r.IntN(12))*100 + 1 + p.r.IntN(28))
	w.Born, w.BornIn = day, day.Year()
	on := int(day) % 100
	if w.Sex == "female" {
		on += 40
	}
	w.NIK = "9901" + "0" + strconv.Itoa(1+p.r.IntN(9)) + pad(on) + pad(int(day)/100%100) + pad(day.Year()%100) + "00" + pad(1+p.r.IntN(99))
	w.Phone = "08" + p.digits(10)
	w.Head = p.one(men) + " " + p.one(second)
	return w
}

func pad(n int) string { return strconv.Itoa(100 + n)[1:] }

// tells is what the client says at one visit: papers are at home, numbers
// change, some know the year only.
func (p people) tells(w family.Who) family.Who {
	if p.maybe(0.45) {
		w.NIK = ""
	}
	if p.maybe(0.35) {
		w.Phone = ""
	}
	if p.maybe(0.4) {
		w.Born = 0
		w.BornIn += p.r.IntN(3) - 1
	}
	if p.maybe(0.6) {
		w.Head = ""
	}
	if p.maybe(0.2) {
		w.District = ""
	}
	return w
}

// again is what another worker writes down when the same client comes back.
func (p people) again(w family.Who) family.Who {
	w = p.tells(w)
	w.Name = p.variant(w.Name)
	if p.maybe(0.15) {
		w.Phone = "08" + p.digits(10)
	}
	if p.maybe(0.1) && w.NIK != "" {
		w.NIK = p.slip(w.NIK, "0123456789")
	}
	if p.maybe(0.1) && w.Phone != "" {
		w.Phone = p.slip(w.Phone, "0123456789")
	}
	if p.maybe(0.15) && w.Phone != "" {
		w.Phone = "+62 " + w.Phone[1:4] + "-" + w.Phone[4:]
	}
	if p.maybe(0.05) && w.Born != 0 {
		w.Born = calendar.Day(int(w.Born)/100*100 + 1 + p.r.IntN(28))
	}
	return w
}

// variant writes a name in another way: as others spell it, with a slip of the
// finger, in capitals, with a title or the father's name, shortened.
func (p people) variant(name string) string {
	words := strings.Fields(name)
	at := p.r.IntN(len(words))
	if other := habits[words[at]]; other != nil && p.maybe(0.7) {
		words[at] = other[p.r.IntN(len(other))]
	} else if p.maybe(0.6) {
		words[at] = p.slip(words[at], "aeiounrstkl")
	}
	switch {
	case p.maybe(0.1):
		words = append([]string{[]string{"Hj.", "Ibu", "Sdr.", "Alm."}[p.r.IntN(4)]}, words...)
	case p.maybe(0.1):
		words = append(words, []string{"bin", "binti"}[p.r.IntN(2)], p.one(men))
	case p.maybe(0.12) && len(words) > 2:
		words = words[:len(words)-1]
	case p.maybe(0.08) && len(words) > 1:
		words[len(words)-1] = words[len(words)-1][:1] + "."
	case p.maybe(0.05) && len(words) > 1:
		words[0], words[1] = words[1], words[0]
	}
	name = strings.Join(words, " ")
	if p.maybe(0.2) {
		name = strings.ToUpper(name)
	}
	return name
}

// slip is what fingers do: leave out, double, take the wrong key, change the
// order.
func (p people) slip(text, keys string) string {
	at := 1 + p.r.IntN(max(len(text)-2, 1))
	if at+1 >= len(text) {
		return text
	}
	switch p.r.IntN(4) {
	case 0:
		return text[:at] + text[at+1:]
	case 1:
		return text[:at] + text[at:at+1] + text[at:]
	case 2:
		return text[:at] + string(keys[p.r.IntN(len(keys))]) + text[at+1:]
	default:
		return text[:at] + text[at+1:at+2] + text[at:at+1] + text[at+2:]
	}
}

// lk3 is those who were written down, and the tokens they are found by.
type lk3 struct {
	here   []family.Who
	tokens map[string][]int
}

func (l *lk3) write(w family.Who) {
	for _, t := range tokens(w) {
		l.tokens[t] = append(l.tokens[t], len(l.here))
	}
	l.here = append(l.here, w)
}

// like lists those whom somebody resembles, among the likeliest that share a
// token; it says too whether one of them does.
func (l *lk3) like(w family.Who, one int) (like []int, met bool) {
	all := tokens(w)
	people := make([]int, len(all))
	for i, t := range all {
		people[i] = len(l.tokens[t])
	}
	shared := map[int]int{}
	for _, i := range family.Telling(people, family.LookedAt) {
		for _, who := range l.tokens[all[i]] {
			shared[who]++
		}
	}
	near := slices.SortedFunc(maps.Keys(shared), func(a, b int) int { return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b)) })
	near = near[:min(len(near), family.Compared)]
	for _, i := range near {
		if family.Resembles(w, l.here[i]) {
			like = append(like, i)
		}
	}
	return like, slices.Contains(near, one)
}

func tokens(w family.Who) []string {
	out := slices.Concat(family.NameTokens(w.Name), family.LooseTokens(w.Name), family.NumberParts(w.NIK, w.Phone))
	return out
}

// TestOnePersonIsNoticedAndTwoAreNot: an LK3 with 2,000 clients; 1,000 of them
// come back, written down anew by somebody else; 1,000 others come who were
// never there.
func TestOnePersonIsNoticedAndTwoAreNot(t *testing.T) {
	const clients, planted = 2_000, 1_000
	p := people{rand.New(rand.NewPCG(2016, 5))}
	truth := make([]family.Who, clients)
	l := lk3{tokens: map[string][]int{}}
	for i := range truth {
		truth[i] = p.client()
		l.write(p.tells(truth[i]))
	}
	met, found, wrong := 0, 0, 0
	for i := range planted {
		like, shares := l.like(p.again(truth[i]), i)
		if shares {
			met++
		}
		if slices.Contains(like, i) {
			found++
		}
	}
	for range planted {
		if like, _ := l.like(p.tells(p.client()), -1); len(like) > 0 {
			wrong++
		}
	}
	t.Logf("%d of %d planted variants noticed (%d compared); %d of %d new clients flagged wrongly", found, planted, met, wrong, planted)
	if found < planted*95/100 {
		t.Error("too few are noticed")
	}
	if wrong > planted/100 {
		t.Error("too many are flagged wrongly")
	}
}
