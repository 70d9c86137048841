// Package httpapi is what a node answers.
package httpapi

import (
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"zmod/fleet/internal/index"
	"zmod/fleet/internal/metrics"
)

// API answers requests. All of its fields have to be set, apart from Draining.
type API struct {
	Node    string
	Peers   []string
	Index   *index.Index
	Log     *slog.Logger
	Metrics *metrics.Registry
	// Draining is set when the node is about to stop: it says that it is not ready, and serves on.
	Draining atomic.Bool
}

// Handler makes the node's handler.
func (a *API) Handler() http.Handler {
	a.Metrics.Counter("fleet_http_requests_total", "Requests that were answered, apart from probes.")
	mux := http.NewServeMux()
	mux.Handle("GET /search", a.logged(a.search))
	mux.Handle("GET /status", a.logged(a.status))
	mux.Handle("GET /fleet", a.logged(a.fleet))
	mux.HandleFunc("GET /livez", a.alive)
	mux.HandleFunc("GET /readyz", a.ready)
	mux.Handle("GET /metrics", a.Metrics)
	return mux
}

// alive says that the program runs. It does not ask the store: a restart would not bring that back.
func (a *API) alive(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]string{"status": "ok"})
}

// ready says whether requests may come. A snapshot is enough to answer them, also when the store is away.
func (a *API) ready(w http.ResponseWriter, _ *http.Request) {
	if a.Draining.Load() {
		refuse(w, http.StatusServiceUnavailable, "the node is stopping")
		return
	}
	if a.Index.Snapshot() == nil {
		refuse(w, http.StatusServiceUnavailable, "no snapshot has been loaded yet")
		return
	}
	answer(w, http.StatusOK, map[string]string{"status": "ok"})
}

// mostSlow is how long a request may ask to be kept waiting.
const mostSlow = 5 * time.Second

// search answers GET /search?q=…, after a while with &slow=….
func (a *API) search(w http.ResponseWriter, r *http.Request) {
	query := r.FormValue("q")
	if query == "" {
		refuse(w, http.StatusBadRequest, "q is missing: what to search for")
		return
	}
	snapshot := a.Index.Snapshot()
	if snapshot == nil {
		refuse(w, http.StatusServiceUnavailable, "no snapshot has been loaded yet")
		return
	}
	if slow, err := time.ParseDuration(r.FormValue("slow")); err == nil {
		select {
		case <-time.After(min(slow, mostSlow)):
		case <-r.Context().Done():
			return
		}
	}
	answer(w, http.StatusOK, map[string]any{
		"node":     a.Node,
		"snapshot": snapshot.ID,
		"revision": index.Revision(snapshot),
		"matches":  index.Search(snapshot, query),
	})
}

// requestID is the header that names a request in the logs of all nodes that it came to.
const requestID = "X-Request-Id"

// logged counts and logs requests. Those without an id get one.
func (a *API) logged(handle http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		if r.Header.Get(requestID) == "" {
			r.Header.Set(requestID, rand.Text())
		}
		seen := &seen{ResponseWriter: w}
		handle(seen, r)
		if seen.status != 0 {
			a.Metrics.Inc("fleet_http_requests_total", "path", r.URL.Path, "code", strconv.Itoa(seen.status))
		}
		a.Log.Info("request", "request_id", r.Header.Get(requestID), "path", r.URL.Path, "status", seen.status, "ms", time.Since(started).Milliseconds())
	})
}

// seen remembers the status that was answered; 0 when the client was gone before.
type seen struct {
	http.ResponseWriter
	status int
}

func (s *seen) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func refuse(w http.ResponseWriter, status int, message string) {
	answer(w, status, map[string]string{"error": message})
}
