package fedsearch

import (
	"context"
	"errors"
	"runtime/debug"
	"sync"
	"time"
)

// ask calls one host until it has answered or failed for good, and says so. It returns as soon as search ends, though
// the host may not. The slot is for the first call.
func (s *Searcher) ask(search context.Context, q Query, i int, slot func(), events chan<- event) {
	for attempt := 1; ; attempt++ {
		sent, err := s.call(search, q, i, slot, events)
		if err == nil {
			say(search, events, event{host: i, kind: finished})
			return
		}
		if sent || attempt >= s.opts.MaxAttempts || !temporary(err) {
			failure := &HostError{Host: s.hosts[i].Name(), Attempts: attempt, Err: err}
			say(search, events, event{host: i, kind: failed, failure: failure})
			return
		}
		if !s.backOff(search, attempt) {
			return
		}
		if slot = s.takeSlot(search); slot == nil {
			return
		}
	}
}

// call calls a host once and returns when the host does, when its time is up or when search ends, and whether a match
// was sent. The slot is given back when the host returns or its time is up, even if that is after this has returned.
func (s *Searcher) call(search context.Context, q Query, i int, slot func(), events chan<- event) (bool, error) {
	ctx, cancel := context.WithCancel(search)
	defer cancel()
	var expiry *time.Timer
	if s.opts.HostTimeout > 0 {
		ctx, cancel = context.WithTimeout(ctx, s.opts.HostTimeout)
		defer cancel()
		// Not ctx, which also ends with the search: a slot must not.
		expiry = time.AfterFunc(s.opts.HostTimeout, slot)
	}

	// The host's goroutine alone takes mu until ctx has ended, and from then on send does not wait. So nobody waits long
	// for mu, and once this function has read sent, no late match can make it wrong.
	var mu sync.Mutex
	sent := false
	send := func(m Match) bool {
		mu.Lock()
		defer mu.Unlock()
		if !say(ctx, events, event{host: i, kind: matched, match: m}) {
			return false
		}
		sent = true
		return true
	}

	// Room for one: a host that returns late finds nobody who listens.
	returned := make(chan error, 1)
	go func() {
		err := recovered(func() error { return s.hosts[i].Search(ctx, q, send) })
		if ctx.Err() != nil {
			err = ctx.Err() // whatever the host made of it
		}
		if expiry != nil {
			expiry.Stop()
		}
		slot()
		returned <- err
	}()

	var err error
	select {
	case err = <-returned:
	case <-ctx.Done():
		err = ctx.Err()
	}
	mu.Lock()
	defer mu.Unlock()
	return sent, err
}

// recovered calls f and turns a panic into an error.
func recovered(f func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &PanicError{Value: value, Stack: debug.Stack()}
		}
	}()
	return f()
}

// temporary reports whether another attempt may help. It may after a HostTimeout: context.DeadlineExceeded is Temporary.
func temporary(err error) bool {
	if _, panicked := err.(*PanicError); panicked {
		return false
	}
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}

// backOff waits before the next attempt, and reports whether there is to be one.
func (s *Searcher) backOff(search context.Context, attempt int) bool {
	if s.opts.Backoff == nil {
		return true
	}
	wait := time.NewTimer(s.opts.Backoff(attempt))
	defer wait.Stop()
	select {
	case <-search.Done():
		return false
	case <-wait.C:
		return true
	}
}
