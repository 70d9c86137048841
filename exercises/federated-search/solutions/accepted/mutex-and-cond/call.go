package fedsearch

import (
	"context"
	"errors"
	"sync"
	"time"
)

// call is one call of a host; guarded by the search's mu.
type call struct {
	x       *search
	host    int
	attempt int
	ended   bool // by its return, its timeout or the end of the search
	sent    bool
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
	for x.books == nil && len(x.queue) >= ahead && !x.over && !c.ended {
		x.changed.Wait()
	}
	if x.over || c.ended || ctx.Err() != nil {
		return false
	}
	c.sent = true
	if x.books == nil {
		x.queue = append(x.queue, item{match: m, host: c.host})
		x.changed.Broadcast()
		return true
	}
	x.books.matches[c.host] = append(x.books.matches[c.host], m)
	if x.books.count++; x.books.count == x.q.Limit {
		x.over = true
		x.changed.Broadcast()
	}
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
		failure := &HostError{x.s.hosts[c.host].Name(), c.attempt, err}
		if x.books == nil {
			x.queue = append(x.queue, item{host: c.host, failure: failure})
		} else {
			x.books.failures[c.host] = failure
		}
	default:
		x.retry(c)
	}
}

func isTemporary(err error) bool {
	if _, ok := err.(*PanicError); ok {
		return false
	}
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}
