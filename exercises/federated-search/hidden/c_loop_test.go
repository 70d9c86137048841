package fedsearch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"zmod/fedsearch"
)

func TestYieldRunsInTheRangingGoroutine(t *testing.T) {
	inLab(t, func(l *lab) {
		var all []*host
		for i := range 6 {
			all = append(all, l.host(fmt.Sprint("host", i), func(c *call) error {
				c.sleep(float64(i % 2))
				for range 5 {
					c.match("x")
				}
				return errors.New("broken")
			}))
		}
		ctx, cancel := context.WithTimeout(context.Background(), l.length(2))
		defer cancel()
		all = append(all, l.host("polite", (*call).untilEnd))
		own := ownStack().id
		var inside atomic.Int32
		turns, elsewhere := 0, false
		fedsearch.New(hosts(all...), fedsearch.Options{}).Stream(ctx, query("goroutines"))(func(m fedsearch.Match, err error) bool {
			if inside.Add(1) > 1 {
				l.errorf("C2: yield is called while another call of it is in progress")
			}
			defer inside.Add(-1)
			elsewhere = elsewhere || ownStack().id != own
			turns++
			return true
		})
		if elsewhere {
			l.errorf("C2: yield is called in another goroutine than the one that ranges")
		}
		if want := 6*5 + 6 + 1; turns != want {
			l.errorf("C1: yield is called %d times, want %d: 30 matches, 6 failures and the cause", turns, want)
		}
	})
}

func TestLeavingTheLoopCancelsTheHosts(t *testing.T) {
	for _, leave := range []string{"break", "a panic", "break at a failure", "break after ctx ended"} {
		inLab(t, func(l *lab) {
			polite := l.host("polite", (*call).untilEnd)
			hangs := l.host("hangs", (*call).hang)
			says := l.host("says", func(c *call) error {
				if c.sleep(1); leave != "break at a failure" {
					c.match("x")
				}
				return errors.New("broken")
			})
			queued := l.host("queued", func(c *call) error { return nil })
			s := fedsearch.New(hosts(polite, hangs, says, polite, queued, queued), fedsearch.Options{MaxParallel: 4, HostTimeout: l.length(500)})
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel() // not before hosts have been seen to end
			turns := 0
			func() {
				defer func() {
					if r := recover(); r != nil && r != "the body's own" {
						l.errorf("C3: Stream panics with %v", r)
					}
				}()
				for range s.Stream(ctx, query(leave)) {
					if leave == "break after ctx ended" {
						cancel()
					}
					if turns++; leave == "a panic" {
						panic("the body's own")
					}
					break
				}
				if leave == "a panic" {
					l.errorf("C3: a panic in the loop's body does not come out of the loop")
				}
			}()
			if turns != 1 || !l.near(l.now(), 1) {
				l.errorf("C3: a loop that is left in its first turn at 1, by %s, ends after %d turns at %.1f", leave, turns, l.now())
			}
			if !l.eventually(func() bool {
				return !slices.ContainsFunc(l.callsOf(polite, hangs), func(c call) bool { return c.ctx.Err() == nil })
			}) {
				l.errorf("C3: a loop was left by %s, and there are hosts whose ctx has not ended", leave)
			}
			if !l.eventually(func() bool {
				return !slices.ContainsFunc(l.callsOf(polite), func(c call) bool { return c.ended < 0 })
			}) {
				l.errorf("C3: a loop was left by %s, and hosts that wait for the end of their ctx have not returned", leave)
			}
		})
	}
}

func TestSlowConsumerHoldsHostsBack(t *testing.T) {
	const each = 2000
	inLab(t, func(l *lab) {
		var accepted atomic.Int64
		var all []*host
		for i := range 3 {
			all = append(all, l.host(fmt.Sprint("host", i), func(c *call) error {
				for j := range each {
					if !c.match(fmt.Sprint(i, " ", j)) {
						l.errorf("C4: send says false in the middle of a search")
						return nil
					}
					accepted.Add(1)
				}
				return nil
			}))
		}
		taken, most := int64(0), int64(0)
		for _, err := range fedsearch.New(hosts(all...), fedsearch.Options{}).Stream(context.Background(), query("slow")) {
			if err != nil {
				l.errorf("C1: Stream yields the error %v", err)
			}
			if taken++; taken < 4 || taken%1500 == 0 {
				l.sleep(1)
				l.settle()
			}
			most = max(most, accepted.Load()-taken)
		}
		if most > 1000 {
			l.errorf("C4: the consumer is slow; hosts have sent %d matches that it has not been given, want at most 1000", most)
		}
		if taken != 3*each {
			l.errorf("C4: a slow consumer is given %d matches, want all %d", taken, 3*each)
		}
	})
	inLab(t, func(l *lab) {
		refused := make(chan float64, 1)
		h := l.host("held back", func(c *call) error {
			err := c.sendMany()
			refused <- l.now()
			return err
		})
		taken := 0
		var failures []yielded
		s := fedsearch.New(hosts(h), fedsearch.Options{HostTimeout: l.length(3), MaxAttempts: 2, Backoff: func(int) time.Duration { return 0 }})
		for m, err := range s.Stream(context.Background(), query("slower than HostTimeout")) {
			if err != nil {
				failures = append(failures, l.turn(m, err))
			} else if taken++; taken <= 5 {
				l.sleep(1)
			}
		}
		if len(failures) != 1 || failures[0].what != "held back after 1: "+context.DeadlineExceeded.Error() {
			l.errorf("C4: the consumer holds a host back for longer than HostTimeout; the failures are %v, want one with context.DeadlineExceeded, not retried after its matches", failures)
		}
		// The loop may end before the host has been told.
		l.eventually(func() bool { return len(refused) == 1 })
		if at := collect(refused); len(at) != 1 || !l.near(at[0], 3) {
			l.errorf("C4: a host waits in send when its HostTimeout is over at 3; send says false at %.1f", at)
		}
	})
	inLab(t, func(l *lab) {
		h := l.host("sends", func(c *call) error {
			if c.query.Text == "held back" {
				return c.sendMany()
			}
			c.match("x")
			return nil
		})
		s := fedsearch.New(hosts(h, h), fedsearch.Options{})
		for range s.Stream(context.Background(), query("held back")) {
			begin := l.now()
			result, err := s.Search(context.Background(), query("not held back"))
			if took := l.now() - begin; err != nil || len(result.Matches) != 2 || !l.near(took, 0) {
				l.errorf("A2: while a slow consumer holds one search back, another gives %d matches and the error %v after %.1f, want two, nil and at once",
					len(result.Matches), err, took)
			}
			break
		}
	})
}
