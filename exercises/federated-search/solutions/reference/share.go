package fedsearch

import (
	"context"
	"slices"
)

// A sharedSearch is one search that any number of callers of Search wait for. It goes on until its last caller leaves.
type sharedSearch struct {
	query   Query
	callers int // guarded by the Searcher's mu
	cancel  context.CancelFunc
	events  chan event
	over    chan struct{} // closed when nothing more will arrive

	// What has arrived, by host. It belongs to the goroutine of the search until over is closed; then nobody changes it.
	matches  [][]Match
	failures []*HostError
}

// join makes the caller one of those who wait for a search that is going on, or begins one, with the values of ctx.
func (s *Searcher) join(ctx context.Context, q Query) *sharedSearch {
	s.mu.Lock()
	defer s.mu.Unlock()
	search, found := s.shared[q]
	if !found {
		search = s.begin(ctx, q)
		s.shared[q] = search
	}
	search.callers++
	return search
}

func (s *Searcher) begin(ctx context.Context, q Query) *sharedSearch {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	search := &sharedSearch{
		query:    q,
		cancel:   cancel,
		events:   make(chan event),
		over:     make(chan struct{}),
		matches:  make([][]Match, len(s.hosts)),
		failures: make([]*HostError, len(s.hosts)),
	}
	go func() {
		defer cancel()
		_ = s.run(ctx, q, search.events, search.handle) // if that was cancelled, nobody is left to be told
		// In this order: whoever comes when a caller has returned asks anew.
		s.mu.Lock()
		s.closeToCallers(search)
		s.mu.Unlock()
		close(search.over)
	}()
	return search
}

// leave returns what has arrived, in slices of the caller's own. When the last caller leaves, the search is cancelled.
func (s *Searcher) leave(search *sharedSearch) Result {
	s.mu.Lock()
	if search.callers--; search.callers == 0 {
		search.cancel()
		s.closeToCallers(search)
	}
	s.mu.Unlock()
	// Asked by an event like those of hosts, so that every match whose send said true is there.
	answer := make(chan Result, 1)
	select {
	case search.events <- event{kind: asked, answer: answer}:
		return <-answer
	case <-search.over:
		return search.result()
	}
}

// closeToCallers makes whoever comes next begin a search of their own. It may be called again when they have.
func (s *Searcher) closeToCallers(search *sharedSearch) {
	if s.shared[search.query] == search {
		delete(s.shared, search.query)
	}
}

func (search *sharedSearch) handle(e event) (more bool) {
	switch e.kind {
	case matched:
		search.matches[e.host] = append(search.matches[e.host], e.match)
	case failed:
		search.failures[e.host] = e.failure
	case asked:
		e.answer <- search.result()
	}
	return true
}

func (search *sharedSearch) result() Result {
	var failures []*HostError
	for _, f := range search.failures {
		if f != nil {
			failures = append(failures, f)
		}
	}
	return Result{Matches: slices.Concat(search.matches...), Failures: failures}
}
