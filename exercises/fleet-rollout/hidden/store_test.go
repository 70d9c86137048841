package fleet_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The store of docs/store.md, in the test's own process. It remembers what it was asked, in order, and is as slow or as
// broken as a test wants it to be. Each node comes through a door of its own, so that it is known who asks.

// fleetStore is one store.
type fleetStore struct {
	secret string
	began  time.Time

	mu sync.Mutex
	// skew is how far the store's clock is ahead.
	skew   time.Duration
	holder string
	// token is that of the lease that was given last.
	token  int64
	until  time.Time
	owners map[int64]string

	repositories []storedRepository
	latest       []byte
	newestFence  int64

	plan    func(asked) plan
	events  []event
	changed chan struct{}
	servers []*http.Server
	doors   map[string]string
}

// storedRepository is JSON as a node reads it.
type storedRepository struct {
	Name     string       `json:"name"`
	Revision int64        `json:"revision"`
	Files    []storedFile `json:"files"`
}

type storedFile struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

type storedSnapshot struct {
	ID           string             `json:"id"`
	BuiltBy      string             `json:"built_by"`
	Repositories []storedRepository `json:"repositories"`
}

// asked is one request: what is acquire, renew, release, list, read, put or latest; name the repository or snapshot.
type asked struct{ node, what, name string }

// isLease says whether the request is about the lease.
func (a asked) isLease() bool { return a.what == "acquire" || a.what == "renew" || a.what == "release" }

// plan is what the store does with a request instead of its best. The zero plan is its best.
type plan struct {
	// hold is waited for before the request is looked at.
	hold <-chan struct{}
	// status is answered, and nothing done; hangUp answers nothing at all.
	status int
	hangUp bool
	// late is waited for before the answer is sent; what was asked has been done by then.
	late <-chan struct{}
}

// event is something that happened, in the order in which it did.
type event struct {
	at time.Duration
	asked
	// status is what was or will be answered; 0 while the request is held or when the store hung up.
	status int
	// token is that of the lease, or the fence token of a write; 0 for none.
	token int64
	// note says what else there is to say: held, gone (the node gave the request up), or what a test did.
	note string
	// wrote is the snapshot of a write that was accepted.
	wrote *storedSnapshot
}

const (
	isHeld = "held"
	isGone = "gone"
)

// newFleetStore makes a store that holds some repositories and no snapshot.
func newFleetStore() *fleetStore {
	s := &fleetStore{secret: "sesame-31415926", began: time.Now(), owners: map[int64]string{}, changed: make(chan struct{}), doors: map[string]string{}}
	for _, name := range []string{"api", "docs", "web"} {
		text := "package " + name + "\n\n// needle of " + name + "\n"
		s.repositories = append(s.repositories, storedRepository{name, 1, []storedFile{{"main.go", text}}})
	}
	return s
}

// door is the address at which this node finds the store. The same node gets the same door.
func (s *fleetStore) door(node string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if address, isOpen := s.doors[node]; isOpen {
		return address
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.serve(node, w, r) })}
	s.servers = append(s.servers, server)
	go func() { _ = server.Serve(listener) }()
	s.doors[node] = "http://" + listener.Addr().String()
	return s.doors[node]
}

// close ends the store.
func (s *fleetStore) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, server := range s.servers {
		_ = server.Close()
	}
}

// plans says what is done with each request from now on. It is called with the store locked, one request at a time.
func (s *fleetStore) plans(decide func(asked) plan) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.plan = decide
}

// commit gives every repository a newer revision.
func (s *fleetStore) commit() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.repositories {
		s.repositories[i].Revision++
	}
	s.addLocked(event{note: fmt.Sprintf("repositories are at revision %d", s.repositories[0].Revision)})
}

// setClock sets the store's clock ahead by so much.
func (s *fleetStore) setClock(ahead time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skew = ahead
}

// giveTo gives the lease to somebody else, as if their operators had asked the vendor to, and returns its token.
func (s *fleetStore) giveTo(holder string, ttl time.Duration) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.grantLocked(holder, ttl)
	s.addLocked(event{note: fmt.Sprintf("the lease is given to %s, token %d", holder, s.token), token: s.token})
	return s.token
}

// note adds what a test did to the events, and says which one it is.
func (s *fleetStore) note(format string, args ...any) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.addLocked(event{note: fmt.Sprintf(format, args...)})
	return len(s.events) - 1
}

// since is what has happened from event number n on.
func (s *fleetStore) since(n int) []event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]event(nil), s.events[min(n, len(s.events)):]...)
}

// find waits for an event, from number n on, that is wanted, and says which one it is. It is -1 if there was none in time.
func (s *fleetStore) find(n int, within time.Duration, isWanted func(event) bool) int {
	timeout := time.After(within)
	for {
		s.mu.Lock()
		for ; n < len(s.events); n++ {
			if isWanted(s.events[n]) {
				s.mu.Unlock()
				return n
			}
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-timeout:
			return -1
		}
	}
}

func (s *fleetStore) addLocked(e event) {
	e.at = time.Since(s.began)
	s.events = append(s.events, e)
	close(s.changed)
	s.changed = make(chan struct{})
}

// serve answers one request.
func (s *fleetStore) serve(node string, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	q := asked{node: node}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	switch path := r.Method + " " + parts[0]; {
	case path == "POST leases" && len(parts) == 3:
		q.what, q.name = parts[2], parts[1]
	case path == "GET repositories" && len(parts) == 1:
		q.what = "list"
	case path == "GET repositories" && len(parts) == 2:
		q.what, q.name = "read", parts[1]
	case path == "PUT snapshots" && len(parts) == 2:
		q.what, q.name = "put", parts[1]
	case r.URL.Path == "/snapshots/latest":
		q.what = "latest"
	default:
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+s.secret {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	fence, _ := strconv.ParseInt(r.Header.Get("Fence-Token"), 10, 64)

	s.mu.Lock()
	var plan plan
	if s.plan != nil {
		plan = s.plan(q)
	}
	// gone says whether the node gave up while we waited.
	gone := func(wait <-chan struct{}) bool {
		s.addLocked(event{asked: q, token: fence, note: isHeld})
		s.mu.Unlock()
		select {
		case <-wait:
			s.mu.Lock()
			return false
		case <-r.Context().Done():
			s.mu.Lock()
			s.addLocked(event{asked: q, token: fence, note: isGone})
			return true
		}
	}
	if plan.hold != nil && gone(plan.hold) {
		s.mu.Unlock()
		return
	}
	status, answer, token, wrote := plan.status, any(map[string]string{"error": "as you wish"}), fence, (*storedSnapshot)(nil)
	if !plan.hangUp && status == 0 {
		status, answer, token, wrote = s.doLocked(q, body, fence)
	}
	s.addLocked(event{asked: q, status: status, token: token, wrote: wrote})
	if plan.late != nil && gone(plan.late) {
		s.mu.Unlock()
		return
	}
	s.mu.Unlock()
	if plan.hangUp {
		panic(http.ErrAbortHandler)
	}
	w.WriteHeader(status)
	if raw, isRaw := answer.([]byte); isRaw {
		_, _ = w.Write(raw)
	} else if answer != nil {
		_ = json.NewEncoder(w).Encode(answer)
	}
}

// doLocked does what a request asks for. Token is that of the lease concerned, or of the write.
func (s *fleetStore) doLocked(q asked, body []byte, fence int64) (status int, answer any, token int64, wrote *storedSnapshot) {
	refused := func(status int, why string) (int, any, int64, *storedSnapshot) {
		return status, map[string]string{"error": why}, fence, nil
	}
	switch q.what {
	case "acquire", "renew", "release":
		return s.leaseLocked(q, body)
	case "list":
		names := []string{}
		for _, repository := range s.repositories {
			names = append(names, repository.Name)
		}
		return http.StatusOK, map[string]any{"repositories": names}, 0, nil
	case "read":
		for _, repository := range s.repositories {
			if repository.Name == q.name {
				return http.StatusOK, repository, 0, nil
			}
		}
		return refused(http.StatusNotFound, "no such repository")
	case "put":
		if fence != 0 && fence < s.newestFence {
			return refused(http.StatusPreconditionFailed, "a write with a newer token has been accepted")
		}
		var snapshot storedSnapshot
		if err := json.Unmarshal(body, &snapshot); err != nil {
			return refused(http.StatusBadRequest, err.Error())
		}
		s.newestFence = max(s.newestFence, fence)
		s.latest = body
		return http.StatusNoContent, nil, fence, &snapshot
	case "latest":
		if s.latest == nil {
			return refused(http.StatusNotFound, "there is no snapshot")
		}
		return http.StatusOK, s.latest, 0, nil
	}
	return refused(http.StatusNotFound, "no such thing")
}

func (s *fleetStore) leaseLocked(q asked, body []byte) (status int, answer any, token int64, wrote *storedSnapshot) {
	var request struct {
		Holder    string `json:"holder"`
		Token     int64  `json:"token"`
		TTLMillis int64  `json:"ttl_ms"`
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return http.StatusBadRequest, map[string]string{"error": err.Error()}, 0, nil
	}
	isTaken := s.holder != "" && time.Now().Before(s.until)
	isTheirs := isTaken && s.holder == request.Holder && s.token == request.Token
	ttl := time.Duration(request.TTLMillis) * time.Millisecond
	switch {
	case q.what == "acquire" && isTaken && s.holder != request.Holder:
		return http.StatusConflict, map[string]string{"error": "held by " + s.holder}, 0, nil
	case q.what == "acquire":
		s.grantLocked(request.Holder, ttl)
	case !isTheirs:
		return http.StatusPreconditionFailed, map[string]string{"error": "this is not your lease any more"}, request.Token, nil
	case q.what == "release":
		s.holder = ""
		return http.StatusNoContent, nil, request.Token, nil
	default:
		s.until = time.Now().Add(ttl)
	}
	expires := s.until.Add(s.skew).UTC().Format(time.RFC3339Nano)
	return http.StatusOK, map[string]any{"token": s.token, "ttl_ms": ttl.Milliseconds(), "expires_at": expires}, s.token, nil
}

func (s *fleetStore) grantLocked(holder string, ttl time.Duration) {
	s.token++
	s.holder, s.until = holder, time.Now().Add(ttl)
	s.owners[s.token] = holder
}
