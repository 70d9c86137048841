package fedsearch

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"sync"
)

// A Searcher searches a fixed list of hosts. Its methods may be called from many goroutines.
type Searcher struct {
	hosts []Host
	opts  Options
	slots *semaphore

	mu    sync.Mutex
	loops map[Query]*loop // of Search
}

// New returns a Searcher for hosts, whose order is the order of results.
func New(hosts []Host, opts Options) *Searcher {
	if opts.MaxParallel <= 0 {
		opts.MaxParallel = 8
	}
	opts.MaxAttempts = max(opts.MaxAttempts, 1)
	return &Searcher{hosts: hosts, opts: opts, slots: &semaphore{free: opts.MaxParallel}, loops: map[Query]*loop{}}
}

type caller struct {
	result chan Result // has room for it
}

// Search asks all hosts and returns when they have answered, when q.Limit is reached, or when ctx ends.
func (s *Searcher) Search(ctx context.Context, q Query) (Result, error) {
	if ctx.Err() != nil {
		return Result{}, context.Cause(ctx)
	}
	c := &caller{make(chan Result, 1)}
	l := s.enter(ctx, q, c)
	stop := context.AfterFunc(ctx, func() { l.tell(func() { l.leave(c) }) })
	defer stop()
	r := <-c.result
	switch {
	case q.Limit > 0 && len(r.Matches) == q.Limit:
		return r, nil
	case ctx.Err() != nil:
		return r, context.Cause(ctx)
	case len(r.Matches) == 0 && len(r.Failures) == len(s.hosts) && len(s.hosts) > 0:
		return r, allFailed(r.Failures)
	}
	return r, nil
}

// enter makes c a caller of a loop that goes on, or of a new one.
func (s *Searcher) enter(ctx context.Context, q Query, c *caller) *loop {
	for {
		s.mu.Lock()
		l, goesOn := s.loops[q]
		if !goesOn {
			l = s.newLoop(q)
			l.callers = []*caller{c}
			s.loops[q] = l
			go l.run(context.WithoutCancel(ctx))
		}
		s.mu.Unlock()
		if !goesOn || l.tell(func() { l.callers = append(l.callers, c) }) {
			return l
		}
		l.forget()
	}
}

func (l *loop) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.loops[l.q] == l {
		delete(l.loops, l.q)
	}
}

// leave, in the loop, gives a caller what there is; the last one is given it when the loop has ended.
func (l *loop) leave(c *caller) {
	if len(l.callers) == 1 {
		l.open = 0
		return
	}
	l.callers = slices.DeleteFunc(l.callers, func(other *caller) bool { return other == c })
	c.result <- l.result()
}

func (l *loop) result() (r Result) {
	byHost := slices.Clone(l.out)
	slices.SortStableFunc(byHost, func(a, b news) int { return cmp.Compare(a.host, b.host) })
	for _, n := range byHost {
		if n.failure != nil {
			r.Failures = append(r.Failures, n.failure)
		} else {
			r.Matches = append(r.Matches, n.match)
		}
	}
	return r
}

type allFailed []*HostError

func (all allFailed) Error() string { return ErrAllHostsFailed.Error() + ": " + all[0].Error() }

func (all allFailed) Unwrap() []error {
	errs := []error{ErrAllHostsFailed}
	for _, f := range all {
		errs = append(errs, f)
	}
	return errs
}

// Stream yields what hosts answer as it arrives.
func (s *Searcher) Stream(ctx context.Context, q Query) iter.Seq2[Match, error] {
	return func(yield func(Match, error) bool) {
		if ctx.Err() != nil {
			yield(Match{}, context.Cause(ctx))
			return
		}
		own, leave := context.WithCancel(ctx)
		defer leave()
		l := s.newLoop(q)
		l.stream = make(chan news)
		go l.run(own)
		matches := 0
		for n := range l.stream {
			if ctx.Err() != nil {
				break
			}
			if n.failure != nil {
				if !yield(Match{}, n.failure) {
					return
				}
				continue
			}
			if !yield(n.match, nil) {
				return
			}
			if matches++; matches == q.Limit {
				return
			}
		}
		if ctx.Err() != nil {
			yield(Match{}, context.Cause(ctx))
		}
	}
}
