package fedsearch

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"
	"time"
)

const (
	defaultParallel = 8

	// streamBuffer is how many matches, over all hosts, wait for the loop of a Stream. One more may be on its way from
	// there to the loop; together they must stay within 1,000.
	streamBuffer = 500
)

// A Searcher searches a fixed list of hosts. Its methods may be called from many goroutines.
type Searcher struct {
	hosts []Host
	names []string // of hosts
	opts  Options
	slots *slots

	// mu guards shared. It may be held when a run's mu is taken, never the other way round.
	mu     sync.Mutex
	shared map[Query]*run // the runs that a Search may join
}

// New returns a Searcher for hosts, whose order is the order of results.
func New(hosts []Host, opts Options) *Searcher {
	if opts.MaxParallel <= 0 {
		opts.MaxParallel = defaultParallel
	}
	opts.MaxAttempts = max(opts.MaxAttempts, 1)
	if opts.Backoff == nil {
		opts.Backoff = func(int) time.Duration { return 0 }
	}
	s := &Searcher{
		hosts:  slices.Clone(hosts),
		opts:   opts,
		slots:  &slots{free: opts.MaxParallel},
		shared: make(map[Query]*run),
	}
	for _, h := range s.hosts {
		s.names = append(s.names, h.Name())
	}
	return s
}

// Search asks all hosts and returns when they have answered, when q.Limit is reached, or when ctx ends.
//
// Calls with equal queries share one run while it is in progress.
func (s *Searcher) Search(ctx context.Context, q Query) (Result, error) {
	if ctx.Err() != nil {
		return Result{}, context.Cause(ctx)
	}
	r, me := s.join(ctx, q)
	select {
	case <-r.ctx.Done():
	case <-ctx.Done():
	}
	events, full := s.leave(r, me)

	result := collect(events, len(s.hosts))
	switch {
	case full:
		return result, nil
	case ctx.Err() != nil:
		return result, context.Cause(ctx)
	case len(s.hosts) > 0 && len(result.Failures) == len(s.hosts) && len(result.Matches) == 0:
		errs := []error{ErrAllHostsFailed}
		for _, f := range result.Failures {
			errs = append(errs, f)
		}
		return result, errors.Join(errs...)
	}
	return result, nil
}

// join makes the caller one of the run for q that is in progress, or else of a new one.
func (s *Searcher) join(ctx context.Context, q Query) (*run, *caller) {
	me := &caller{ctx}
	s.mu.Lock()
	r := s.shared[q]
	if r != nil && r.admit(me) {
		s.mu.Unlock()
		return r, me
	}
	// The run keeps the values of this ctx, but ends only when all callers have left.
	r = newRun(s, context.WithoutCancel(ctx), q, me)
	s.shared[q] = r
	s.mu.Unlock()
	r.start()
	return r, me
}

// leave takes the caller out of the run, and ends the run if nobody is left. It returns what has arrived, and whether
// that is as much as the limit allows. A run that is over cannot be joined any more once leave returns.
func (s *Searcher) leave(r *run, me *caller) (events []event, full bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	events, full, over := r.dismiss(me)
	if over && s.shared[r.query] == r {
		delete(s.shared, r.query)
	}
	return events, full
}

// collect brings events into the order of hosts, in slices that are new.
func collect(events []event, hosts int) Result {
	matches := make([][]Match, hosts)
	failures := make([]*HostError, hosts)
	for _, e := range events {
		if e.failure != nil {
			failures[e.host] = e.failure
		} else {
			matches[e.host] = append(matches[e.host], e.match)
		}
	}
	return Result{
		Matches:  slices.Concat(matches...),
		Failures: slices.DeleteFunc(failures, func(f *HostError) bool { return f == nil }),
	}
}

// Stream asks all hosts and yields what they answer as it arrives.
//
// When ctx ends, what has arrived is still yielded, and the cause comes last. A loop that has got q.Limit matches just
// ends, whatever became of ctx.
func (s *Searcher) Stream(ctx context.Context, q Query) iter.Seq2[Match, error] {
	return func(yield func(Match, error) bool) {
		if ctx.Err() != nil {
			yield(Match{}, context.Cause(ctx))
			return
		}
		me := &caller{ctx}
		r := newRun(s, ctx, q, me)
		r.room = make(chan struct{}, streamBuffer)
		defer r.dismiss(me) // also after break, and when the body panics
		r.start()
		given := 0
		for e := range r.take {
			if e.failure != nil {
				if !yield(Match{}, e.failure) {
					return
				}
				continue
			}
			if !yield(e.match, nil) {
				return
			}
			given++
		}
		full := q.Limit > 0 && given == q.Limit
		if !full && ctx.Err() != nil {
			yield(Match{}, context.Cause(ctx))
		}
	}
}
