package fleet_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// The rollout simulator, part 6: a store that does as much of docs/store.md as a rollout needs.

type simulatedStore struct {
	server *httptest.Server

	mu       sync.Mutex
	holder   string
	token    int64
	until    time.Time
	snapshot json.RawMessage
}

const simulatedRepository = `{"name":"api","revision":1,"files":[{"path":"README.md","text":"the fleet"}]}`

func simulatedStoreOf() *simulatedStore {
	s := &simulatedStore{snapshot: json.RawMessage(`{"id":"first","built_by":"nobody","repositories":[` + simulatedRepository + `]}`)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /leases/builder/{what}", s.lease)
	mux.HandleFunc("GET /repositories", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"repositories":["api"]}`) })
	mux.HandleFunc("GET /repositories/api", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, simulatedRepository) })
	mux.HandleFunc("GET /snapshots/latest", func(w http.ResponseWriter, _ *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		_, _ = w.Write(s.snapshot)
	})
	mux.HandleFunc("PUT /snapshots/{id}", func(w http.ResponseWriter, r *http.Request) {
		text, err := io.ReadAll(r.Body)
		if err != nil || !json.Valid(text) {
			http.Error(w, "no snapshot", http.StatusBadRequest)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.snapshot = text
		w.WriteHeader(http.StatusNoContent)
	})
	// A version that never gets ready is one for which there is never a snapshot.
	mux.HandleFunc("/"+simulatedNever+"/", func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/"+simulatedNever+"/leases/") {
			http.Error(w, "somebody else holds it", http.StatusConflict)
			return
		}
		http.NotFound(w, r)
	})
	s.server = httptest.NewServer(mux)
	return s
}

// url is where the pods of a version find their store.
func (s *simulatedStore) url(version string) string {
	if version == simulatedNever {
		return s.server.URL + "/" + simulatedNever
	}
	return s.server.URL
}

func (s *simulatedStore) lease(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Holder string `json:"holder"`
		Token  int64  `json:"token"`
		TTL    int64  `json:"ttl_ms"`
	}
	_ = json.NewDecoder(r.Body).Decode(&asked)
	s.mu.Lock()
	defer s.mu.Unlock()
	isHeld := time.Now().Before(s.until)
	switch what := r.PathValue("what"); {
	case what == "acquire" && isHeld && asked.Holder != s.holder:
		http.Error(w, "it is held by "+s.holder, http.StatusConflict)
		return
	case what == "acquire":
		s.token++
	case !isHeld || asked.Token != s.token:
		http.Error(w, "it is no longer yours", http.StatusPreconditionFailed)
		return
	case what == "release":
		s.until = time.Time{}
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s.holder, s.until = asked.Holder, time.Now().Add(time.Duration(asked.TTL)*time.Millisecond)
	_ = json.NewEncoder(w).Encode(map[string]any{"token": s.token, "ttl_ms": asked.TTL, "expires_at": s.until})
}
