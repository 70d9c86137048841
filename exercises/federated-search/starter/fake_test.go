package fedsearch_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"zmod/fedsearch"
)

// fakeHost is a host that follows a script. It is yours, as all tests are: change it, or throw it away.
type fakeHost struct {
	name  string
	calls []script // the script of the first call, the second, …; the last is for all that follow

	mu    sync.Mutex
	asked []fedsearch.Query // one for each call so far
}

// A script is what a host does in one call. It goes on until a step returns false.
type script []step

// A step does one thing, or ends the call with an error.
type step func(ctx context.Context, c *fakeCall) (goOn bool)

type fakeCall struct {
	host string
	send func(fedsearch.Match) bool
	err  error
}

// newHost makes a host with a script for each call: newHost("a", script{sends("x"), fails(err)}).
func newHost(name string, calls ...script) *fakeHost {
	return &fakeHost{name: name, calls: calls}
}

func (h *fakeHost) Name() string { return h.name }

func (h *fakeHost) Search(ctx context.Context, q fedsearch.Query, send func(fedsearch.Match) bool) error {
	h.mu.Lock()
	h.asked = append(h.asked, q)
	n := min(len(h.asked), len(h.calls))
	h.mu.Unlock()
	if n == 0 {
		return nil
	}
	c := &fakeCall{host: h.name, send: send}
	for _, step := range h.calls[n-1] {
		if !step(ctx, c) {
			break
		}
	}
	return c.err
}

// callCount is how often the host has been called so far.
func (h *fakeHost) callCount() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.asked)
}

// sends sends a match for each text, and stops where send says false.
func sends(texts ...string) step {
	return func(_ context.Context, c *fakeCall) bool {
		for i, text := range texts {
			if !c.send(fedsearch.Match{Host: c.host, Repo: "repo", Path: "main.go", Line: i + 1, Text: text}) {
				return false
			}
		}
		return true
	}
}

// takes lets time pass, or fails when ctx ends before.
func takes(d time.Duration) step {
	return func(ctx context.Context, c *fakeCall) bool {
		select {
		case <-time.After(d):
			return true
		case <-ctx.Done():
			c.err = ctx.Err()
			return false
		}
	}
}

// ignoresContextFor lets time pass, whatever becomes of ctx.
func ignoresContextFor(d time.Duration) step {
	return func(context.Context, *fakeCall) bool {
		time.Sleep(d)
		return true
	}
}

func fails(err error) step {
	return func(_ context.Context, c *fakeCall) bool {
		c.err = err
		return false
	}
}

func panics(value any) step {
	return func(context.Context, *fakeCall) bool { panic(value) }
}

// temporaryError is worth another attempt.
type temporaryError struct{}

func (temporaryError) Error() string   { return "try again" }
func (temporaryError) Temporary() bool { return true }

// inBubble runs a test in which time is fake: it passes at once when every goroutine waits for something. Two things to
// know. A goroutine that is still blocked when the test ends fails it. And waiting for a sync.Mutex does not count as
// waiting: if one is held while time passes, the test stops for good.
func inBubble(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("goroutines wait for ever, or were left behind: %v", r)
		}
	}()
	synctest.Test(t, test)
}
