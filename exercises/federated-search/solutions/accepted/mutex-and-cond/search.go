package fedsearch

import (
	"context"
	"errors"
	"iter"
	"sync"
	"time"
)

/*
There is no goroutine but those inside hosts. What happens, happens in a host's goroutine, in a timer or in the
consumer's goroutine, under the lock of the search; the consumer waits on its condition. Slots have a lock and a queue of
their own. Locks are taken in the order search, slots.
*/

// A Searcher searches a fixed list of hosts. Its methods may be called from many goroutines.
type Searcher struct {
	hosts []Host
	opts  Options
	slots slots
}

// New returns a Searcher for hosts, whose order is the order of results.
func New(hosts []Host, opts Options) *Searcher {
	if opts.MaxParallel == 0 {
		opts.MaxParallel = 8
	}
	if opts.MaxAttempts == 0 {
		opts.MaxAttempts = 1
	}
	return &Searcher{hosts: hosts, opts: opts, slots: slots{free: opts.MaxParallel}}
}

// slots hands out slots in the order of requests.
type slots struct {
	mu     sync.Mutex
	free   int
	queued []*request
}

type request struct {
	begin   func() // called without locks, in a goroutine of its own
	dropped func() bool
}

func (s *slots) request(r *request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queued = append(s.queued, r)
	s.serve()
}

func (s *slots) giveBack() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free++
	s.serve()
}

func (s *slots) serve() {
	for s.free > 0 && len(s.queued) > 0 {
		r := s.queued[0]
		s.queued = s.queued[1:]
		if r.dropped() {
			continue
		}
		s.free--
		go r.begin()
	}
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

	mu      sync.Mutex
	changed *sync.Cond
	queue   []item
	open    int // hosts that may still have something to say
	over    bool
	timers  map[*time.Timer]bool
}

func (x *search) isOver() bool { return x.ctx.Err() != nil }

// call is one call of a host; guarded by the search's mu.
type call struct {
	x       *search
	host    int
	attempt int
	ended   bool // by its return, its timeout or the end of the search
	sent    bool
}

func (s *Searcher) run(ctx context.Context, q Query, handle func(item) bool) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	x := &search{s: s, q: q, open: len(s.hosts), timers: map[*time.Timer]bool{}}
	x.changed = sync.NewCond(&x.mu)
	x.ctx, x.cancel = context.WithCancel(ctx)
	wake := context.AfterFunc(x.ctx, func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.over = true
		x.changed.Broadcast()
	})
	defer wake()
	defer x.end()
	for i := range s.hosts {
		x.ask(i, 1)
	}
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

// make is the goroutine of a call.
func (c *call) make() {
	x := c.x
	if x.isOver() {
		x.s.slots.giveBack()
		return
	}
	free := sync.OnceFunc(x.s.slots.giveBack)
	ctx, cancel := context.WithCancel(x.ctx)
	defer cancel()
	if x.s.opts.HostTimeout > 0 {
		ctx, cancel = context.WithTimeout(ctx, x.s.opts.HostTimeout)
		defer cancel()
		timeout := time.AfterFunc(x.s.opts.HostTimeout, func() {
			free()
			c.end(context.DeadlineExceeded)
		})
		defer timeout.Stop()
	}
	err := c.protected(ctx)
	if ctx.Err() != nil {
		err = context.DeadlineExceeded // or the search is over, and nobody looks
	}
	free()
	c.end(err)
}

func (c *call) protected(ctx context.Context) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = newPanicError(v)
		}
	}()
	return c.x.s.hosts[c.host].Search(ctx, c.x.q, func(m Match) bool { return c.send(ctx, m) })
}

func (c *call) send(ctx context.Context, m Match) bool {
	x := c.x
	x.mu.Lock()
	defer x.mu.Unlock()
	for len(x.queue) >= ahead && !x.over && !c.ended {
		x.changed.Wait()
	}
	if x.over || c.ended || ctx.Err() != nil {
		return false
	}
	c.sent = true
	x.queue = append(x.queue, item{match: m, host: c.host})
	x.changed.Broadcast()
	return true
}

// end decides, once for each call, what comes after it.
func (c *call) end(err error) {
	x := c.x
	x.mu.Lock()
	defer x.mu.Unlock()
	if c.ended || x.over || x.isOver() {
		return
	}
	c.ended = true
	x.changed.Broadcast()
	switch {
	case err == nil:
		x.open--
	case c.sent || c.attempt >= x.s.opts.MaxAttempts || !isTemporary(err):
		x.open--
		x.queue = append(x.queue, item{host: c.host, failure: &HostError{x.s.hosts[c.host].Name(), c.attempt, err}})
	default:
		x.retry(c)
	}
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

func isTemporary(err error) bool {
	if _, ok := err.(*PanicError); ok {
		return false
	}
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}

// Search asks all hosts and returns when they have answered, when q.Limit is reached, or when ctx ends.
func (s *Searcher) Search(ctx context.Context, q Query) (Result, error) {
	var result Result
	matches := make(map[int][]Match)
	failures := make(map[int]*HostError)
	err := s.run(ctx, q, func(it item) bool {
		if it.failure != nil {
			failures[it.host] = it.failure
		} else {
			matches[it.host] = append(matches[it.host], it.match)
		}
		return true
	})
	for i := range s.hosts {
		result.Matches = append(result.Matches, matches[i]...)
		if f := failures[i]; f != nil {
			result.Failures = append(result.Failures, f)
		}
	}
	if n := len(s.hosts); err == nil && n > 0 && len(failures) == n && len(result.Matches) == 0 {
		return result, &allFailed{result.Failures}
	}
	return result, err
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
