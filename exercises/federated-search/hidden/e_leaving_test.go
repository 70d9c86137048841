package fedsearch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"zmod/fedsearch"
)

func TestCallersLeaveASharedSearch(t *testing.T) {
	mine, yours := errors.New("mine"), errors.New("yours")
	for _, leaver := range []int{0, 1} {
		inLab(t, func(l *lab) {
			sends := l.host("sends", func(c *call) error {
				for i := range 4 {
					if !c.match(fmt.Sprint("match ", i)) {
						l.errorf("E3: a caller has left, another waits, and send says false")
					}
					c.sleep(1)
				}
				if c.ctx.Err() != nil {
					l.errorf("E3: a caller has left, another waits, and the host's ctx has ended (%v)", context.Cause(c.ctx))
				}
				return nil
			})
			retries := l.host("retries", func(c *call) error {
				if c.n == 1 {
					return &flaky{"again", true}
				}
				c.match("second attempt")
				return nil
			})
			queued := l.host("queued", func(c *call) error { c.match("queued"); return nil })
			hangs := l.host("hangs", func(c *call) error { c.sleep(4); return c.ctx.Err() })
			s := fedsearch.New(hosts(sends, retries, hangs, queued), fedsearch.Options{MaxParallel: 2, MaxAttempts: 2, Backoff: func(int) time.Duration { return l.length(2) }})
			ctx := [2]context.Context{context.Background(), context.Background()}
			var leave context.CancelCauseFunc
			ctx[leaver], leave = context.WithCancelCause(ctx[leaver])
			defer leave(nil)
			var answers [2]*answer
			for i := range answers {
				answers[i] = l.asks(s, ctx[i], query("leaves"))
				l.sleep(0.75)
			}
			leave(mine) // at 1.5
			who := fmt.Sprintf("caller %d of two", leaver+1)
			l.expectAnswer("E3: "+who+" leaves and", answers[leaver], 1.5, mine, "match 0", "match 1")

			// Who comes while somebody waits shares that search; who has gone before it came does not disturb it.
			gone, cancel := context.WithCancelCause(context.Background())
			cancel(yours)
			if _, err := s.Search(gone, query("leaves")); !errors.Is(err, yours) {
				l.errorf("A5: with a ctx that had ended, a caller gets the error %v, want its own cause", err)
			}
			third := l.asks(s, context.Background(), query("leaves"))
			all := []string{"match 0", "match 1", "match 2", "match 3", "second attempt", "queued"}
			l.expectAnswer("E3: "+who+" has left; the other", answers[1-leaver], 4, nil, all...)
			l.expectAnswer("E3: one has left; a third caller who came later", third, 4, nil, all...)
			l.expectCalls("E3: one of three callers has left", sends, 1)
			l.expectCalls("E3: one of three callers has left", queued, 1)
			l.expectCalls("E3: one of three callers has left, and there is a retry", retries, 2)
		})
	}
	inLab(t, func(l *lab) {
		// Each has its own cause, even when they leave at the same time.
		h := l.host("polite", func(c *call) error { c.match("x"); return c.untilEnd() })
		s := fedsearch.New(hosts(h), fedsearch.Options{})
		first, firstLeaves := context.WithCancelCause(context.Background())
		second, secondLeaves := context.WithCancelCause(context.Background())
		a, b := l.asks(s, first, query("both")), l.asks(s, second, query("both"))
		l.sleep(1)
		firstLeaves(mine)
		secondLeaves(yours)
		l.expectAnswer("E3: two leave at the same time; the first", a, 1, mine, "x")
		l.expectAnswer("E3: two leave at the same time; the second", b, 1, yours, "x")
	})
}

func TestLastCallerLeavingCancelsTheSearch(t *testing.T) {
	inLab(t, func(l *lab) {
		// One host stays busy with the old search when the new one begins.
		h := l.host("host", func(c *call) error {
			c.match(fmt.Sprint("call ", c.n))
			if c.n == 1 {
				c.sleep(6)
				if c.match("late") {
					l.errorf("E4, A6: the last caller has left, and send says true")
				}
				return errors.New("late")
			}
			return c.wait(1)
		})
		polite := l.host("polite", func(c *call) error {
			if c.n == 1 {
				return c.untilEnd()
			}
			return nil
		})
		s := fedsearch.New(hosts(h, polite), fedsearch.Options{MaxParallel: 3, HostTimeout: l.length(100)})
		first, firstLeaves := context.WithCancel(context.Background())
		second, secondLeaves := context.WithCancel(context.Background())
		defer firstLeaves()
		defer secondLeaves()
		a, b := l.asks(s, first, query("last")), l.asks(s, second, query("last"))
		l.sleep(1)
		firstLeaves()
		<-a.done
		l.settle()
		if calls := l.callsOf(polite); len(calls) != 1 || calls[0].ctx.Err() != nil {
			l.errorf("E3: one of two callers has left, and the host's ctx has ended; its calls are %v", calls)
		}
		l.sleep(1)
		secondLeaves()
		<-b.done
		begin := l.now()
		third := l.asks(s, context.Background(), query("last"))
		if !l.eventually(func() bool {
			return !slices.ContainsFunc(l.callsOf(h, polite), func(c call) bool { return c.n == 1 && c.ctx.Err() == nil })
		}) {
			l.errorf("E4: both callers have left, and there are hosts whose ctx has not ended")
		}
		l.expectAnswer("E4: both have left; a caller who comes after that", third, begin+1, nil, "call 2")
		l.expectCalls("E4: a caller came after the last had left", h, 2)
		if left := l.leftRunning(); len(left) > 0 {
			l.errorf("E4: nobody waits any more, and %d goroutines go on beside those inside a host; one of them:\n%s", len(left), left[0].short())
		}
		l.sleep(5)
		if len(l.goroutines()) > 0 {
			l.errorf("E4, A6: all calls have returned, and there are still goroutines of the searches%s", l.stacks())
		}
	})
}
