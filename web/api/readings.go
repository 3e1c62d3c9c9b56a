package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/sse"
)

// Input is something to be read: bytes under a name, or an address.
type Input struct {
	Name string
	Body []byte // nil: Name is an address of the web
}

// Progress is what became of one input, or of setting what was read beside the rest.
type Progress struct {
	Input    string `json:"input" doc:"the name or address; empty for the whole"`
	State    string `json:"state" enum:"reading,read,known,refused,weighing,done,failed"`
	Document string `json:"document,omitempty" doc:"id"`
	Claims   int    `json:"claims,omitempty"`
	Problem  string `json:"problem,omitempty" doc:"what is wrong, and what to do about it"`
}

// Job is a reading under way or done.
type Job struct {
	ID     string     `json:"id"`
	Done   bool       `json:"done"`
	Events []Progress `json:"events" doc:"so far"`
}

// jobs are the readings that were asked for since the program began, the latest of them.
type jobs struct {
	mu   sync.Mutex
	byID map[string]*job
	list []string
}

// mostJobs is how many are remembered.
const mostJobs = 100

type job struct {
	mu      sync.Mutex
	events  []Progress
	done    bool
	changed chan struct{} // closed at each change
}

func (j *job) add(p Progress, done bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.events = append(j.events, p)
	j.done = done
	close(j.changed)
	j.changed = make(chan struct{})
}

// after gives the events from the n-th on, whether there will be more, and what is closed at the next.
func (j *job) after(n int) (events []Progress, done bool, next <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.events[n:len(j.events):len(j.events)], j.done, j.changed
}

func (js *jobs) start() (string, *job) {
	js.mu.Lock()
	defer js.mu.Unlock()
	id := rand.Text()
	j := &job{changed: make(chan struct{})}
	if js.byID == nil {
		js.byID = map[string]*job{}
	}
	js.byID[id] = j
	js.list = append(js.list, id)
	if len(js.list) > mostJobs {
		delete(js.byID, js.list[0])
		js.list = js.list[1:]
	}
	return id, j
}

func (js *jobs) find(id string) (*job, bool) {
	js.mu.Lock()
	defer js.mu.Unlock()
	j, ok := js.byID[id]
	return j, ok
}

// Upload is a form of files, or of an address or text.
type Upload struct {
	Files []huma.FormFile `form:"files" required:"false" doc:"reports: text or HTML"`
	URL   string          `form:"url" required:"false" doc:"address of a page"`
	Text  string          `form:"text" required:"false" doc:"the words of a report"`
	Name  string          `form:"name" required:"false" doc:"what to call the text"`
}

const (
	mostFiles   = 500
	uploadLimit = 64 << 20
)

// formWanted says what a reading is asked for with.
const formWanted = "Send a form (multipart/form-data) with files, with the field url, or with text and its name."

// formsOnly refuses what is no form before anybody tries to read it as one.
func formsOnly(a huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if kind, _, err := mime.ParseMediaType(ctx.Header("Content-Type")); err != nil || kind != "multipart/form-data" {
			_ = huma.WriteErr(a, ctx, http.StatusUnsupportedMediaType, formWanted)
			return
		}
		next(ctx)
	}
}

func (s *server) readings(a huma.API) {
	if s.opt.Read == nil {
		return
	}
	huma.Register(a, huma.Operation{OperationID: "read", Method: http.MethodPost, Path: "/api/readings", Summary: "Read reports: files, an address or text",
		Description: formWanted, MaxBodyBytes: uploadLimit, Middlewares: huma.Middlewares{formsOnly(a)},
		DefaultStatus: http.StatusAccepted, Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity}},
		func(ctx context.Context, in *struct {
			RawBody huma.MultipartFormFiles[Upload]
		}) (*body[Job], error) {
			inputs, err := gather(in.RawBody.Data())
			if err != nil {
				return nil, err
			}
			id, j := s.jobs.start()
			go func() {
				s.opt.Read(context.WithoutCancel(ctx), inputs, func(p Progress) { j.add(p, false) })
				j.add(Progress{State: "done"}, true)
			}()
			return &body[Job]{Job{ID: id, Events: []Progress{}}}, nil
		})
	get(a, "getReadingJob", "/readings/{id}", "What became of the inputs so far", func(_ context.Context, in *struct {
		ID string `path:"id" maxLength:"100"`
	}) (*Job, error) {
		j, ok := s.jobs.find(in.ID)
		if !ok {
			return nil, huma.Error404NotFound("no reading has the id " + in.ID)
		}
		events, done, _ := j.after(0)
		return &Job{in.ID, done, filled(events)}, nil
	})
	sse.Register(a, huma.Operation{OperationID: "followReadingJob", Method: http.MethodGet, Path: "/api/readings/{id}/events", Summary: "What becomes of the inputs, as it happens"},
		map[string]any{"progress": Progress{}},
		func(ctx context.Context, in *struct {
			ID string `path:"id" maxLength:"100"`
		}, send sse.Sender) {
			j, ok := s.jobs.find(in.ID)
			if !ok {
				_ = send.Data(Progress{State: "failed", Problem: "no reading has the id " + in.ID})
				return
			}
			for n := 0; ; {
				events, done, next := j.after(n)
				for _, e := range events {
					if send.Data(e) != nil {
						return
					}
				}
				n += len(events)
				if done {
					return
				}
				select {
				case <-next:
				case <-ctx.Done():
					return
				}
			}
		})
}

// gather gives the inputs of a form.
func gather(up *Upload) ([]Input, error) {
	var out []Input
	for _, file := range up.Files {
		raw, err := io.ReadAll(file)
		if err != nil {
			return nil, huma.Error422UnprocessableEntity("a file did not arrive whole; send it again")
		}
		out = append(out, Input{Name: file.Filename, Body: raw})
	}
	if up.URL != "" {
		out = append(out, Input{Name: up.URL})
	}
	if up.Text != "" {
		name := up.Name
		if name == "" {
			name = "pasted text"
		}
		out = append(out, Input{Name: name, Body: []byte(up.Text)})
	}
	if len(out) == 0 {
		return nil, huma.Error422UnprocessableEntity("nothing to read; send files, a url or text")
	}
	if len(out) > mostFiles {
		return nil, huma.Error422UnprocessableEntity("too many files at once; send at most 500")
	}
	return out, nil
}

func writeJSON(w io.Writer, v any) {
	var b bytes.Buffer
	if json.NewEncoder(&b).Encode(v) == nil {
		_, _ = w.Write(b.Bytes())
	}
}
