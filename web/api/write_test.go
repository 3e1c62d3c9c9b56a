package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cotejo/cotejo"
	"github.com/cotejo/cotejo/ledger/ledgertest"
	"github.com/cotejo/cotejo/ledger/sqlite"
	"github.com/cotejo/cotejo/web/api"
)

func writable(t *testing.T, opt api.Options) *api.API {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlite.Create, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	ledgertest.Fill(t, l)
	a, err := api.New(l, opt)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func post(h http.Handler, target, kind string, body []byte, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:4141"+target, bytes.NewReader(body))
	r.Header.Set("Content-Type", kind)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestDecide(t *testing.T) {
	collated := 0
	a := writable(t, api.Options{Collate: func(context.Context) error { collated++; return nil }})
	id := read[api.Findings](t, a, "/api/claims?limit=1").Claims[0].Claim.ID
	w := post(a, "/api/decisions", "application/json", []byte(`{"verb":"reject","subjects":["`+id+`"],"by":"Ana","note":"misread"}`))
	var d cotejo.Decision
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil || w.Code != http.StatusCreated || d.ID == "" || d.By != "Ana" || collated != 1 {
		t.Fatalf("%d %s, collated %d times", w.Code, w.Body, collated)
	}
	list := read[api.Decisions](t, a, "/api/decisions?subject="+id)
	if len(list.Decisions) != 1 || list.Decisions[0].Note != "misread" {
		t.Errorf("decisions: %+v", list)
	}
	for body, want := range map[string]int{
		`{"verb":"reject","subjects":["c:none"],"by":"Ana"}`:                 http.StatusNotFound,
		`{"verb":"reject","subjects":["` + id + `"],"by":"  "}`:              http.StatusUnprocessableEntity,
		`{"verb":"note","subjects":["` + id + `"],"by":"Ana"}`:               http.StatusUnprocessableEntity,
		`{"verb":"note","subjects":["` + id + `"],"by":"Ana","note":" \n "}`: http.StatusUnprocessableEntity,
		`{"verb":"burn","subjects":["` + id + `"],"by":"Ana"}`:               http.StatusUnprocessableEntity,
		`{"verb":"reject","subjects":[],"by":"Ana"}`:                         http.StatusUnprocessableEntity,
		`{"verb":"reject","subjects":["` + id + `"],"by":""}`:                http.StatusUnprocessableEntity,
		`{"verb":"merge","subjects":["` + id + `"],"by":"Ana"}`:              http.StatusUnprocessableEntity,
		`not json`: http.StatusBadRequest,
	} {
		if w := post(a, "/api/decisions", "application/json", []byte(body)); w.Code != want || !strings.Contains(w.Header().Get("Content-Type"), "problem") {
			t.Errorf("%s: %d %s, want %d", body, w.Code, w.Body, want)
		}
	}
}

func TestCorrect(t *testing.T) {
	var stated *cotejo.Correction
	a := writable(t, api.Options{Predicates: []api.Predicate{{ID: "activity"}, {ID: "control"}}})
	f := read[api.Findings](t, a, "/api/claims?predicate=activity&limit=1").Claims[0]
	agent := f.Claim.Roles["agent"][0].Entity
	send := func(states string) *httptest.ResponseRecorder {
		return post(a, "/api/decisions", "application/json", []byte(`{"verb":"correct","subjects":["`+f.Claim.ID+`"],"by":"Ana","states":`+states+`}`))
	}
	w := send(`{"hedge":"alleged","predicate":"control","polarity":"-","roles":{"target":[{"entity":"` + agent + `"}],"object":[{"text":"laboratories"}],"agent":[]}}`)
	var d cotejo.Decision
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil || w.Code != http.StatusCreated || d.Verb != cotejo.Correct {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if stated = d.States; stated == nil || stated.Hedge != cotejo.Alleged || stated.Roles["target"][0].Text != "Heron Cartel" || stated.Roles["agent"] == nil || len(stated.Roles["agent"]) != 0 || stated.Roles["object"][0].End == 0 {
		t.Errorf("what is stated: %+v", stated)
	}
	list := read[api.Decisions](t, a, "/api/decisions?subject="+f.Claim.ID)
	if len(list.Decisions) != 1 || list.Decisions[0].States == nil {
		t.Errorf("decisions: %+v", list)
	}
	for states, want := range map[string]int{
		`{}`: http.StatusUnprocessableEntity, `{"hedge":"sure"}`: http.StatusUnprocessableEntity, `{"predicate":"smuggling"}`: http.StatusUnprocessableEntity, `{"polarity":"no"}`: http.StatusUnprocessableEntity,
		`{"roles":{"chief":[]}}`: http.StatusUnprocessableEntity, `{"roles":{"agent":[{"entity":"e:none"}]}}`: http.StatusNotFound, `{"roles":{"agent":[{"text":"no such words"}]}}`: http.StatusUnprocessableEntity,
		`{"certainty":"certain"}`: http.StatusUnprocessableEntity,
	} {
		if w := send(states); w.Code != want || !strings.Contains(w.Header().Get("Content-Type"), "problem") {
			t.Errorf("%s: %d %s, want %d", states, w.Code, w.Body, want)
		}
	}
	if w := post(a, "/api/decisions", "application/json", []byte(`{"verb":"accept","subjects":["`+f.Claim.ID+`"],"by":"Ana","states":{"hedge":"said"}}`)); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("accepting with a correction: %d", w.Code)
	}
}

func TestWhoMayWrite(t *testing.T) {
	body := []byte(`{"verb":"undo","subjects":["d:none"],"by":"Ana"}`)
	open, token, closed := writable(t, api.Options{}), writable(t, api.Options{Token: "sesame"}), writable(t, api.Options{ReadOnly: "it is closed"})
	for _, test := range []struct {
		name    string
		api     *api.API
		headers []string
		want    int
	}{
		{"a program", open, nil, http.StatusNotFound},
		{"the pages themselves", open, []string{"Sec-Fetch-Site", "same-origin", "Origin", "http://127.0.0.1:4141"}, http.StatusNotFound},
		{"a page elsewhere", open, []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://example.org"}, http.StatusForbidden},
		{"a page elsewhere, by an old browser", open, []string{"Origin", "https://example.org"}, http.StatusForbidden},
		{"no token", token, nil, http.StatusUnauthorized},
		{"a wrong token", token, []string{"Authorization", "Bearer open"}, http.StatusUnauthorized},
		{"the token", token, []string{"Authorization", "Bearer sesame"}, http.StatusNotFound},
		{"nobody", closed, nil, http.StatusForbidden},
	} {
		if w := post(test.api, "/api/decisions", "application/json", body, test.headers...); w.Code != test.want {
			t.Errorf("%s: %d %s, want %d", test.name, w.Code, w.Body, test.want)
		}
		if w := ask(t, test.api, "/api/claims"); w.Code != http.StatusOK {
			t.Errorf("%s: reading is %d", test.name, w.Code)
		}
	}
}

func TestReadings(t *testing.T) {
	going := make(chan struct{})
	a := writable(t, api.Options{Read: func(_ context.Context, inputs []api.Input, tell func(api.Progress)) {
		<-going
		for _, in := range inputs {
			tell(api.Progress{Input: in.Name, State: "read", Claims: len(in.Body)})
		}
	}})
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	file, err := form.CreateFormFile("files", "report.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = file.Write([]byte("12345"))
	_ = form.WriteField("text", "123")
	_ = form.Close()
	w := post(a, "/api/readings", form.FormDataContentType(), b.Bytes())
	var job api.Job
	if err := json.Unmarshal(w.Body.Bytes(), &job); err != nil || w.Code != http.StatusAccepted {
		t.Fatal(w.Code, w.Body)
	}
	events := make(chan string)
	go func() { events <- ask(t, a, "/api/readings/"+job.ID+"/events").Body.String() }()
	close(going)
	select {
	case got := <-events:
		for _, want := range []string{`"input":"report.txt","state":"read","claims":5`, `"input":"pasted text","state":"read","claims":3`, `"state":"done"`} {
			if !strings.Contains(got, want) {
				t.Errorf("events lack %s: %s", want, got)
			}
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the events do not end")
	}
	if job = read[api.Job](t, a, "/api/readings/"+job.ID); !job.Done || len(job.Events) != 3 {
		t.Errorf("the job: %+v", job)
	}
	if w := ask(t, a, "/api/readings/none"); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "no reading has the id none") {
		t.Errorf("a reading that nobody asked for: %d %s", w.Code, w.Body)
	}
	if w := post(a, "/api/readings", "application/json", []byte("{}")); w.Code != http.StatusUnsupportedMediaType || !strings.Contains(w.Body.String(), "multipart/form-data") {
		t.Errorf("no form: %d", w.Code)
	}
}
