// Package httpapi is what a node answers.
package httpapi

import (
	"context"
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

// API answers requests. All of its fields have to be set.
type API struct {
	Node    string
	Peers   []string
	Index   *index.Index
	Log     *slog.Logger
	Metrics *metrics.Registry

	// Stopping is set once the node is to get no new requests.
	Stopping atomic.Bool
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

// alive says that a restart would not help. That the store is down is nothing that a restart could mend.
func (a *API) alive(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]string{"status": "ok"})
}

// ready says whether requests may come. The loaded snapshot is good for searching, with the store or without.
func (a *API) ready(w http.ResponseWriter, _ *http.Request) {
	switch {
	case a.Stopping.Load():
		refuse(w, http.StatusServiceUnavailable, "stopping")
	case a.Index.Snapshot() == nil:
		refuse(w, http.StatusServiceUnavailable, "no snapshot has been loaded yet")
	default:
		answer(w, http.StatusOK, map[string]string{"status": "ok"})
	}
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

// requestID names the header by which a request is known on all nodes that it comes to.
const requestID = "X-Request-Id"

type requestIDKey struct{}

// logged counts and logs requests, and gives those an id that have none.
func (a *API) logged(handle http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		seen := &seen{ResponseWriter: w, status: http.StatusOK}
		id := r.Header.Get(requestID)
		if id == "" {
			id = rand.Text()
		}
		handle(seen, r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id)))
		a.Metrics.Inc("fleet_http_requests_total", "path", r.URL.Path, "code", strconv.Itoa(seen.status))
		a.Log.Info("request", "request_id", id, "path", r.URL.Path, "status", seen.status, "ms", time.Since(started).Milliseconds())
	})
}

// seen remembers the status that was answered.
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
