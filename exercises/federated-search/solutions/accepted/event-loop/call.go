package fedsearch

import (
	"context"
	"errors"
	"runtime/debug"
	"sync"
	"time"
)

// call is one call of a host. Its fields belong to the loop.
type call struct {
	ctx     context.Context
	host    int
	attempt int
	sent    bool
	over    bool
}

// start makes a call that has a slot. What comes of it is told to the loop.
func (l *loop) start(ctx context.Context, host, attempt int) {
	c := &call{host: host, attempt: attempt}
	release := sync.OnceFunc(l.slots.release)
	cancel, stopTimer := context.CancelFunc(func() {}), func() bool { return true }
	c.ctx = ctx
	if timeout := l.opts.HostTimeout; timeout > 0 {
		c.ctx, cancel = context.WithTimeout(ctx, timeout)
		stopTimer = time.AfterFunc(timeout, func() {
			release()
			l.tell(func() { l.callEnded(ctx, c, context.DeadlineExceeded) })
		}).Stop
	}
	go func() {
		defer cancel()
		err := l.callHost(c)
		timedOut := c.ctx.Err() != nil && ctx.Err() == nil
		stopTimer()
		release()
		if timedOut {
			err = context.DeadlineExceeded
		}
		l.tell(func() { l.callEnded(ctx, c, err) })
	}()
}

func (l *loop) callHost(c *call) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &PanicError{value, debug.Stack()}
		}
	}()
	return l.hosts[c.host].Search(c.ctx, l.q, func(m Match) bool {
		taken := make(chan bool, 1)
		select {
		case l.matches <- arrival{c, m, taken}:
			return <-taken // the loop answers at once
		case <-c.ctx.Done():
			return false
		}
	})
}

// callEnded, in the loop, decides what comes next for the host.
func (l *loop) callEnded(ctx context.Context, c *call, err error) {
	if c.over || l.open == 0 {
		return // its time was up before, or the limit is reached
	}
	c.over = true
	switch {
	case err == nil:
		l.open--
	case !c.sent && c.attempt < l.opts.MaxAttempts && worthAnotherTry(err):
		again := func() { l.todo = append(l.todo, job{c.host, c.attempt + 1}) }
		if wait := l.wait(c.attempt); wait > 0 {
			timer := time.AfterFunc(wait, func() { l.tell(again) })
			context.AfterFunc(ctx, func() { timer.Stop() })
		} else {
			again()
		}
	default:
		l.open--
		l.out = append(l.out, news{host: c.host, failure: &HostError{l.hosts[c.host].Name(), c.attempt, err}})
	}
}

func (l *loop) wait(attempt int) time.Duration {
	if l.opts.Backoff == nil {
		return 0
	}
	return l.opts.Backoff(attempt)
}

func worthAnotherTry(err error) bool {
	if _, isPanic := err.(*PanicError); isPanic {
		return false
	}
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}
