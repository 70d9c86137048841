package fedsearch

import (
	"context"
	"iter"
	"sync"
	"time"
)

/*
There is no goroutine but those inside hosts. What happens, happens in a host's goroutine, in a timer or in a
consumer's goroutine, under the lock of the search; consumers wait on its condition. A stream takes items from a queue
that is bounded; callers of Search wait until the books are closed, and several of them may wait for the same books.
Slots have a lock and a queue of their own. Locks are taken in the order Searcher, search, slots.
*/

// A Searcher searches a fixed list of hosts. Its methods may be called from many goroutines.
type Searcher struct {
	hosts []Host
	opts  Options
	slots slots

	mu    sync.Mutex
	joint map[Query]*search // with books that further callers may wait for
}

// New returns a Searcher for hosts, whose order is the order of results.
func New(hosts []Host, opts Options) *Searcher {
	if opts.MaxParallel == 0 {
		opts.MaxParallel = 8
	}
	if opts.MaxAttempts == 0 {
		opts.MaxAttempts = 1
	}
	return &Searcher{hosts: hosts, opts: opts, slots: slots{free: opts.MaxParallel}, joint: make(map[Query]*search)}
}

const ahead = 500

type item struct {
	match   Match
	failure *HostError
	host    int
}

// search is one search. All fields are guarded by mu.
type search struct {
	s      *Searcher
	q      Query
	ctx    context.Context
	cancel context.CancelFunc
	wake   func() bool // no longer wakes those who wait when ctx ends

	mu      sync.Mutex
	changed *sync.Cond
	queue   []item // of a stream
	books   *books // of Search; nil for a stream
	open    int    // hosts that may still have something to say
	over    bool
	timers  map[*time.Timer]bool
}

// books are what has arrived for those who wait in Search.
type books struct {
	readers  int
	count    int
	matches  map[int][]Match
	failures map[int]*HostError
}

func (x *search) isOver() bool { return x.ctx.Err() != nil }

func (s *Searcher) open(ctx context.Context, q Query, b *books) *search {
	x := &search{s: s, q: q, books: b, open: len(s.hosts), timers: map[*time.Timer]bool{}}
	x.changed = sync.NewCond(&x.mu)
	x.ctx, x.cancel = context.WithCancel(ctx)
	x.wake = context.AfterFunc(x.ctx, func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.over = true
		x.changed.Broadcast()
	})
	for i := range s.hosts {
		x.ask(i, 1)
	}
	return x
}

func (s *Searcher) run(ctx context.Context, q Query, handle func(item) bool) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	x := s.open(ctx, q, nil)
	defer x.end()
	for n := 0; ; {
		next, ok := x.next()
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if !ok {
			return nil
		}
		if !handle(next) {
			return nil
		}
		if next.failure == nil {
			if n++; n == q.Limit {
				return nil
			}
		}
	}
}

// next waits for an item; false if there will be none.
func (x *search) next() (item, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for len(x.queue) == 0 && x.open > 0 && !x.over {
		x.changed.Wait()
	}
	if len(x.queue) == 0 || x.over {
		return item{}, false
	}
	first := x.queue[0]
	x.queue = x.queue[1:]
	x.changed.Broadcast()
	return first, true
}

func (x *search) end() {
	x.wake()
	x.cancel()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.over = true
	for t := range x.timers {
		t.Stop()
	}
	x.changed.Broadcast()
}

func (x *search) ask(host, attempt int) {
	c := &call{x: x, host: host, attempt: attempt}
	x.s.slots.request(&request{begin: c.make, dropped: x.isOver})
}

func (x *search) retry(c *call) {
	wait := time.Duration(0)
	if x.s.opts.Backoff != nil {
		wait = x.s.opts.Backoff(c.attempt)
	}
	if wait <= 0 {
		x.ask(c.host, c.attempt+1)
		return
	}
	var t *time.Timer
	t = time.AfterFunc(wait, func() {
		x.mu.Lock()
		delete(x.timers, t)
		x.mu.Unlock()
		x.ask(c.host, c.attempt+1)
	})
	x.timers[t] = true
}

// Search asks all hosts and returns when they have answered, when q.Limit is reached, or when ctx ends.
func (s *Searcher) Search(ctx context.Context, q Query) (Result, error) {
	if ctx.Err() != nil {
		return Result{}, context.Cause(ctx)
	}
	x := s.join(ctx, q)
	defer s.leave(x)
	wake := context.AfterFunc(ctx, func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.changed.Broadcast()
	})
	defer wake()
	x.mu.Lock()
	defer x.mu.Unlock()
	for x.open > 0 && !x.over && ctx.Err() == nil {
		x.changed.Wait()
	}
	var result Result
	for i := range s.hosts {
		result.Matches = append(result.Matches, x.books.matches[i]...)
		if f := x.books.failures[i]; f != nil {
			result.Failures = append(result.Failures, f)
		}
	}
	n := len(s.hosts)
	switch {
	case q.Limit > 0 && len(result.Matches) == q.Limit:
		return result, nil
	case ctx.Err() != nil:
		return result, context.Cause(ctx)
	case n > 0 && len(result.Failures) == n && len(result.Matches) == 0:
		return result, &allFailed{result.Failures}
	}
	return result, nil
}

// join returns the search for q that somebody waits for already, or a new one.
func (s *Searcher) join(ctx context.Context, q Query) *search {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.joint[q]
	if x == nil {
		b := &books{matches: make(map[int][]Match), failures: make(map[int]*HostError)}
		x = s.open(context.WithoutCancel(ctx), q, b)
		s.joint[q] = x
	}
	x.books.readers++ // guarded by the Searcher's mu
	return x
}

// leave takes a search off the list as soon as one caller has its result, or as nobody waits for it any more.
func (s *Searcher) leave(x *search) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x.books.readers--
	x.mu.Lock()
	last := x.books.readers == 0 || x.open == 0 || x.over
	x.mu.Unlock()
	if !last {
		return
	}
	if s.joint[x.q] == x {
		delete(s.joint, x.q)
	}
	x.end()
}

type allFailed struct{ failures []*HostError }

func (e *allFailed) Error() string {
	return ErrAllHostsFailed.Error() + ", first " + e.failures[0].Error()
}

func (e *allFailed) Unwrap() []error {
	all := []error{ErrAllHostsFailed}
	for _, f := range e.failures {
		all = append(all, f)
	}
	return all
}

// Stream yields what hosts answer as it arrives.
func (s *Searcher) Stream(ctx context.Context, q Query) iter.Seq2[Match, error] {
	return func(yield func(Match, error) bool) {
		broken := false
		err := s.run(ctx, q, func(it item) bool {
			var err error
			if it.failure != nil {
				err = it.failure
			}
			broken = !yield(it.match, err)
			return !broken
		})
		if err != nil && !broken {
			yield(Match{}, err)
		}
	}
}
