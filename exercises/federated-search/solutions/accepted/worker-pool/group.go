package fedsearch

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// group is those who wait in Search for the same. Somebody who takes no part, the scribe, writes down what there is.
type group struct {
	members int // guarded by the Searcher's mu
	stop    context.CancelFunc
	done    chan struct{}

	mu     sync.Mutex // guards what the scribe has written so far
	found  [][]Match
	failed []*HostError
}

// enter finds the group for q or founds one.
func (s *Searcher) enter(ctx context.Context, q Query) *group {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.groups[q]
	if g == nil {
		g = &group{done: make(chan struct{}), found: make([][]Match, len(s.hosts)), failed: make([]*HostError, len(s.hosts))}
		s.groups[q] = g
		ctx, g.stop = context.WithCancel(context.WithoutCancel(ctx))
		go s.scribe(ctx, q, g)
	}
	g.members++
	return g
}

// exit dissolves the group if nobody is left in it.
func (s *Searcher) exit(q Query, g *group) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g.members--; g.members == 0 {
		s.dissolve(q, g)
	}
}

// dissolve, with mu held, lets nobody in any more.
func (s *Searcher) dissolve(q Query, g *group) {
	g.stop()
	if s.groups[q] == g {
		delete(s.groups, q)
	}
}

func (s *Searcher) scribe(ctx context.Context, q Query, g *group) {
	for n, err := range s.all(ctx, q) {
		if err != nil {
			break // everybody has left
		}
		g.mu.Lock()
		if n.match != nil {
			g.found[n.host] = append(g.found[n.host], *n.match)
		}
		if n.fail != nil {
			g.failed[n.host] = n.fail
		}
		g.mu.Unlock()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dissolve(q, g)
	close(g.done)
}

// copy is what has been written so far.
func (g *group) copy() (r Result) {
	g.mu.Lock()
	defer g.mu.Unlock()
	r.Matches = slices.Concat(g.found...)
	for _, f := range g.failed {
		if f != nil {
			r.Failures = append(r.Failures, f)
		}
	}
	return r
}

// Search asks all hosts and returns when they have answered, when q.Limit is reached, or when ctx ends.
func (s *Searcher) Search(ctx context.Context, q Query) (Result, error) {
	if ctx.Err() != nil {
		return Result{}, context.Cause(ctx)
	}
	g := s.enter(ctx, q)
	defer s.exit(q, g)
	select {
	case <-ctx.Done():
		r := g.copy()
		if q.Limit > 0 && len(r.Matches) == q.Limit {
			return r, nil
		}
		return r, context.Cause(ctx)
	case <-g.done:
	}
	r := g.copy()
	if len(r.Matches) > 0 || len(r.Failures) < len(s.hosts) || len(s.hosts) == 0 {
		return r, nil
	}
	err := ErrAllHostsFailed
	for _, f := range r.Failures {
		err = fmt.Errorf("%w; %w", err, f)
	}
	return r, err
}
