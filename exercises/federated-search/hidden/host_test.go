package fedsearch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"zmod/fedsearch"
)

// host does what its script says, in every call.
type host struct {
	l      *lab
	name   string
	script func(c *call) error
}

// call is one call of a host's Search.
type call struct {
	l     *lab
	host  *host
	n     int // 1 for the host's first call in this test
	ctx   context.Context
	query fedsearch.Query
	send  func(fedsearch.Match) bool

	began, ended float64 // in units; ended is below 0 while it goes on
	sent         int     // matches whose send said true
}

func (l *lab) host(name string, script func(c *call) error) *host {
	return &host{l: l, name: name, script: script}
}

func hosts(all ...*host) []fedsearch.Host {
	list := make([]fedsearch.Host, len(all))
	for i, h := range all {
		list[i] = h
	}
	return list
}

func (h *host) Name() string { return h.name }

func (h *host) Search(ctx context.Context, q fedsearch.Query, send func(fedsearch.Match) bool) error {
	c := &call{l: h.l, host: h, n: 1, ctx: ctx, query: q, send: send, began: h.l.now(), ended: -1}
	h.l.mu.Lock()
	for _, before := range h.l.calls {
		if before.host == h {
			c.n++
		}
	}
	h.l.calls = append(h.l.calls, c)
	h.l.mu.Unlock()
	defer func() {
		h.l.mu.Lock()
		defer h.l.mu.Unlock()
		c.ended = h.l.now()
	}()
	return h.script(c)
}

// match sends a match and reports what send said.
func (c *call) match(text string) bool {
	return c.sendMatch(fedsearch.Match{Host: c.host.name, Repo: "repo", Path: "path.go", Line: 1, Text: text})
}

func (c *call) sendMatch(m fedsearch.Match) bool {
	more := c.send(m)
	if more {
		c.l.mu.Lock()
		c.sent++
		c.l.mu.Unlock()
	}
	return more
}

// sendMany sends more matches than anybody may take ahead, until send says false; then it waits for the end of ctx. Not
// matches without end: a solution that takes them all would fill the memory, and fail tests that are not about that.
func (c *call) sendMany() error {
	for range 3000 {
		if !c.match("x") {
			return c.ctx.Err()
		}
	}
	return c.untilEnd()
}

// sleep takes its time, whatever becomes of ctx.
func (c *call) sleep(units float64) { c.l.sleep(units) }

// wait takes its time, or as long as ctx lasts, and returns its error.
func (c *call) wait(units float64) error {
	timer := time.NewTimer(c.l.length(units))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-c.ctx.Done():
		return c.ctx.Err()
	}
}

// untilEnd waits for the end of ctx and returns its error.
func (c *call) untilEnd() error {
	select {
	case <-c.ctx.Done():
		return c.ctx.Err()
	case <-c.l.over:
		return errors.New("the test is over")
	}
}

// hang ignores ctx until the test is over.
func (c *call) hang() error {
	<-c.l.over
	return errors.New("hung until the test was over")
}

/* ---- what happened ---- */

// callsOf are the calls so far of some hosts, or of all, as they began.
func (l *lab) callsOf(of ...*host) []call {
	l.mu.Lock()
	defer l.mu.Unlock()
	var calls []call
	for _, c := range l.calls {
		if len(of) == 0 || slices.Contains(of, c.host) {
			calls = append(calls, *c)
		}
	}
	return calls
}

// mostAtOnce is how many calls were in progress at the same time, at most. A call counts until it ended, or for
// lasting units if that is sooner and not 0.
func mostAtOnce(calls []call, lasting float64) int {
	end := func(c call) float64 {
		ended := c.ended
		if ended < 0 {
			ended = 1e9
		}
		if lasting > 0 {
			ended = min(ended, c.began+lasting)
		}
		return ended
	}
	most := 0
	for _, c := range calls {
		n := 0
		for _, other := range calls {
			// One that ends at the very time at which another begins has made room for it.
			if other.began <= c.began && c.began < end(other)-1e-6 {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

func (c call) String() string {
	return fmt.Sprintf("%s#%d at %.1f", c.host.name, c.n, c.began)
}

// texts are the texts of matches, in their order.
func texts(matches []fedsearch.Match) []string {
	list := make([]string, len(matches))
	for i, m := range matches {
		list[i] = m.Text
	}
	return list
}

// collect is what has been put into a channel so far.
func collect[T any](from chan T) []T {
	var all []T
	for {
		select {
		case one := <-from:
			all = append(all, one)
		default:
			return all
		}
	}
}

/* ---- errors that hosts return ---- */

// flaky is an error that says whether it is temporary.
type flaky struct {
	text      string
	temporary bool
}

func (e *flaky) Error() string   { return e.text }
func (e *flaky) Temporary() bool { return e.temporary }

// timesOut is an error that is a time-out and does not say whether it is temporary.
type timesOut struct{}

func (timesOut) Error() string { return "took too long" }
func (timesOut) Timeout() bool { return true }

func query(text string) fedsearch.Query { return fedsearch.Query{Text: text} }
