package intake

import (
	"strings"
	"testing"
)

func TestDetectLanguage(t *testing.T) {
	for want, texts := range map[string][]string{
		"en": {
			"Port clerk held over container seals",
			"Peña de la Torre arrested in Mazatlán",
			"Los Faroles kill two in Boca del Río",
			"La Nueva Cosecha boss seized",
			"Nuevo Laredo mayor denies ties",
			"Sicarios de La Barranca kill mayor of San Pedro de las Colonias",
			"García Hernández pleads guilty",
			"SEIZURE AT PORT OF BUENAVENTURA",
			"FIRST REPORTS SAY THE ARMY HELD THREE MEN NEAR SAN JOSE DE APARTADO, WHERE LOS FAROLES OPERATE",
			"“No vamos a parar”, the note said, but the governor told reporters that he would not answer it and that the roads are safe.",
		},
		"es": {
			"Detienen en Mazatlán a Peña de la Torre",
			"Cae jefe de plaza en Nuevo Laredo",
			"Johnson y Williams, detenidos en Houston",
			"CAE JEFE DE PLAZA EN REYNOSA",
			"Fiscalía acusa a exalcalde de Tumaco",
			"El portavoz de Harbour Brothers Shipping no quiso hablar con The Gulf Lantern sobre las acusaciones.",
		},
		"": {
			"",
			"12 345 – 67",
			"Tumaco, Nariño",
			"A Polícia Federal prendeu na quinta-feira três homens suspeitos de chefiar a quadrilha que enviava cocaína pelo porto, informou o ministério.",
			"Preso chefe do tráfico em Manaus",
			"La police a arrêté jeudi trois hommes soupçonnés de diriger le réseau qui expédiait de la cocaïne par le port du Havre, selon le parquet.",
			"La polizia ha arrestato giovedì tre uomini sospettati di guidare la rete che spediva cocaina dal porto, secondo la procura.",
			"Els Mossos van detenir dijous tres homes sospitosos de dirigir la xarxa que enviava cocaïna pel port, segons la fiscalia.",
			"A Garda Civil detivo o xoves a tres homes sospeitosos de dirixir a rede que enviaba cocaína polo porto, segundo a fiscalía.",
			"Die Polizei hat am Donnerstag drei Männer festgenommen, die das Netz geleitet haben sollen.",
			"Policie ve čtvrtek zadržela tři muže podezřelé z vedení sítě, která posílala kokain přes přístav.",
			"Полиция в четверг задержала трёх мужчин, отправлявших кокаин через порт.",
		},
	} {
		for _, text := range texts {
			if got, ok := DetectLanguage(text); got != want || ok != (want != "") {
				t.Errorf("%q: got %q, %t; want %q", text, got, ok, want)
			}
		}
	}
}

func TestDetectLanguageMixed(t *testing.T) {
	text := strings.Repeat("The judge freed the four men whom the navy had held. ", 5) + strings.Repeat("La jueza dejó libres a los cuatro hombres que la armada había detenido. ", 5)
	if lang, v := detectLanguage(text); lang != "" || v != mixed {
		t.Errorf("got %q, %v", lang, v)
	}
}

func TestParseTelltalesSaysWhatIsWrong(t *testing.T) {
	for want, table := range map[string]string{
		"line 2: want kind": "# marks\nword en the\n",
		"not in lower case": "word\ten\tThe\n",
		"stands twice":      "word\ten\tthe\nword\ten\tof the\n",
		"more than one":     "letter\tes\tñu\n",
		"is none of":        "prefix\tes\tre\n",
	} {
		if _, err := parseTelltales(table); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func BenchmarkDetectLanguage(b *testing.B) {
	text := strings.Repeat("La jueza dejó libres a los cuatro hombres que la armada había detenido en Tumaco. ", 40)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		DetectLanguage(text)
	}
}
