package link

import "testing"

func TestCommon(t *testing.T) {
	m, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"Police": true, "la Policía": true, "Ejército": true, "Fiscalía": true, "gang": true, "The Cartel": true, "Criminal cartel": true, "Group": true,
		"Colombian Army": false, "Policía Nacional del Ecuador": false, "Tijuana cartel": false, "Los Candados": false, "Halcyon Crew": false, "MS-13": false,
		"CDS": false, "Tren de Aragua": false, "Frente 36": false, "Cártel de Sinaloa": false, "ETA": false, "La Línea": false, "Barrio 18": false, "Clan del Golfo": false,
	} {
		if got := m.Common(name); got != want {
			t.Errorf("Common(%q) = %v: %+v", name, got, m.ParseBody(name))
		}
	}
}
