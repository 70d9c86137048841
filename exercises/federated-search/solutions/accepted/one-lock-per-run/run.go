package fedsearch

import (
	"context"
	"errors"
	"runtime/debug"
	"sync"
	"time"
)

// A run is one search in progress, for one caller or for several that share it.
//
// Its goroutines: one serves each host, and ends when the host has answered for good or when the run's ctx is done,
// whichever is first; it never waits for the host alone. One more is inside each call, and ends when the host returns.
//
// A run ends once, in endLocked, and what happens is decided under mu: what gets there after the end has no effect.
type run struct {
	s      *Searcher
	query  Query
	ctx    context.Context // done when the run is over
	cancel context.CancelFunc

	// For a Stream, room holds a token for each match that waits for the loop, so that a full room holds back the
	// hosts. It is nil for a Search, which keeps everything.
	room chan struct{}
	wake chan struct{} // says that there are new events

	mu      sync.Mutex
	over    bool
	full    bool // it ended by the limit
	callers map[*caller]struct{}
	hosts   []hostState
	pending int // hosts that have not answered for good
	matches int // so far
	events  []event
}

// A caller is somebody who waits for a run.
type caller struct{ ctx context.Context }

type hostState struct {
	attempts int
	sent     bool // a match
}

// An event is a match or a failure, in the order in which they arrived.
type event struct {
	host    int
	match   Match
	failure *HostError // nil if it is a match
}

// newRun makes a run that ends with ctx at the latest.
func newRun(s *Searcher, ctx context.Context, q Query, first *caller) *run {
	r := &run{
		s:       s,
		query:   q,
		wake:    make(chan struct{}, 1),
		callers: map[*caller]struct{}{first: {}},
		hosts:   make([]hostState, len(s.hosts)),
		pending: len(s.hosts),
	}
	r.ctx, r.cancel = context.WithCancel(ctx)
	return r
}

// start gets in line for all hosts, in their order, and begins to serve them.
func (r *run) start() {
	if len(r.hosts) == 0 {
		r.mu.Lock()
		r.endLocked()
		r.mu.Unlock()
		return
	}
	tickets := make([]*ticket, len(r.hosts))
	for i := range tickets {
		tickets[i] = r.s.slots.request()
	}
	for i, t := range tickets {
		go r.serve(i, t)
	}
}

func (r *run) endLocked() {
	r.over = true
	r.cancel()
}

// overLocked says whether the run is over. It looks at the callers' contexts itself: a host may learn of their end
// before a waiting caller does, and what the host does then must not count.
func (r *run) overLocked() bool {
	if r.over {
		return true
	}
	for c := range r.callers {
		if c.ctx.Err() == nil {
			return false
		}
	}
	r.endLocked()
	return true
}

// admit adds a caller, unless the run is over.
func (r *run) admit(c *caller) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.overLocked() {
		return false
	}
	r.callers[c] = struct{}{}
	return true
}

// dismiss removes a caller, and ends the run if it was the last. The events are to be read only.
func (r *run) dismiss(c *caller) (events []event, full, over bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.callers, c)
	if len(r.callers) == 0 && !r.over {
		r.endLocked()
	}
	return r.events, r.full, r.over
}

func (r *run) addLocked(e event) {
	r.events = append(r.events, e)
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// take removes the events and yields them, until the run is over and there are no more.
func (r *run) take(yield func(event) bool) {
	for {
		r.mu.Lock()
		if len(r.events) == 0 {
			over := r.overLocked()
			r.mu.Unlock()
			if over {
				return
			}
			select {
			case <-r.wake:
			case <-r.ctx.Done():
			}
			continue
		}
		e := r.events[0]
		r.events = r.events[1:]
		r.mu.Unlock()
		if e.failure == nil {
			<-r.room
		}
		if !yield(e) {
			return
		}
	}
}

// serve asks one host, as often as needed.
func (r *run) serve(host int, t *ticket) {
	for {
		select {
		case <-t.granted:
		case <-r.ctx.Done():
			r.s.slots.withdraw(t)
			return
		}
		c := r.begin(host)
		if c == nil {
			r.s.slots.release()
			return
		}
		select {
		case <-c.done:
		case <-r.ctx.Done():
			return
		}
		if !c.again {
			return
		}
		if wait := r.s.opts.Backoff(c.attempt); wait > 0 {
			timer := time.NewTimer(wait)
			select {
			case <-timer.C:
			case <-r.ctx.Done():
				timer.Stop()
				return
			}
		}
		t = r.s.slots.request()
	}
}

// A call is one call of a host. It is closed when the host returns or when its time is over, whichever is first.
type call struct {
	r        *run
	host     int
	attempt  int
	ctx      context.Context
	deadline time.Time // zero if there is none

	closed bool          // guarded by r.mu
	done   chan struct{} // closed with the call
	again  bool          // another attempt is due; valid when done is closed
}

// An outcome is how a call went.
type outcome struct {
	err       error
	temporary bool // worth another attempt
}

var (
	errGoexit = errors.New("the host ended its goroutine")
	timedOut  = outcome{context.DeadlineExceeded, true}
)

// begin calls a host, or returns nil if the run is over. The call takes over the slot: it gives it back when the host
// returns or when its time is over, whatever becomes of the run.
func (r *run) begin(host int) *call {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.overLocked() {
		return nil
	}
	r.hosts[host].attempts++
	c := &call{r: r, host: host, attempt: r.hosts[host].attempts, done: make(chan struct{})}
	release := sync.OnceFunc(r.s.slots.release)

	var cancel context.CancelFunc
	stop := func() bool { return true }
	if timeout := r.s.opts.HostTimeout; timeout > 0 {
		c.deadline = time.Now().Add(timeout)
		c.ctx, cancel = context.WithDeadline(r.ctx, c.deadline)
		stop = time.AfterFunc(timeout, func() {
			c.close(timedOut)
			release()
		}).Stop
	} else {
		c.ctx, cancel = context.WithCancel(r.ctx)
	}

	go func() {
		out := outcome{err: errGoexit} // unless Search returns or panics
		defer func() {
			if v := recover(); v != nil {
				out = outcome{err: &PanicError{Value: v, Stack: debug.Stack()}}
			}
			c.close(out)
			stop()
			cancel()
			release()
		}()
		err := r.s.hosts[host].Search(c.ctx, r.query, c.send)
		out = outcome{err, isTemporary(err)}
	}()
	return c
}

func isTemporary(err error) bool {
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}

// late says whether the call's time is over. The clock decides, not the timers: there are two, one in the call's ctx
// and one that closes the call, and a host may notice the first before the second has done its work.
func (c *call) late() bool {
	return !c.deadline.IsZero() && !time.Now().Before(c.deadline)
}

// close ends the call, unless it was closed before, and decides what follows for its host.
func (c *call) close(out outcome) {
	r := c.r
	r.mu.Lock()
	defer r.mu.Unlock()
	if c.closed {
		return
	}
	c.closed = true
	defer close(c.done)
	if r.overLocked() {
		return
	}
	if c.late() {
		out = timedOut
	}
	state := r.hosts[c.host]
	if out.err != nil && out.temporary && !state.sent && c.attempt < r.s.opts.MaxAttempts {
		c.again = true
		return
	}
	if out.err != nil {
		r.addLocked(event{host: c.host, failure: &HostError{
			Host:     r.s.names[c.host],
			Attempts: c.attempt,
			Err:      out.err,
		}})
	}
	r.pending--
	if r.pending == 0 {
		r.endLocked()
	}
}

// send is what the host calls for a match. It says whether the match has been taken.
func (c *call) send(m Match) bool {
	r := c.r
	if r.room != nil {
		select {
		case r.room <- struct{}{}:
		case <-c.ctx.Done():
			return false
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if c.closed || r.overLocked() || c.late() {
		if r.room != nil {
			<-r.room // our own token: this does not wait
		}
		return false
	}
	r.hosts[c.host].sent = true
	r.matches++
	r.addLocked(event{host: c.host, match: m})
	if r.matches == r.query.Limit {
		r.full = true
		r.endLocked()
	}
	return true
}
