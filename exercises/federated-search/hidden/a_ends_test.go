package fedsearch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"zmod/fedsearch"
)

func TestLimitEndsTheSearch(t *testing.T) {
	broken := errors.New("broken")
	inLab(t, func(l *lab) {
		fails := l.host("fails", func(c *call) error { c.sleep(1); return broken })
		early := l.host("early", func(c *call) error { c.sleep(2); c.match("early"); return c.untilEnd() })
		after := make(chan bool, 1)
		fast := l.host("fast", func(c *call) error {
			c.sleep(3)
			c.match("fast 1")
			c.sleep(1)
			c.match("fast 2")
			c.match("fast 3") // may be on its way already
			c.sleep(1)
			after <- c.match("fast 4")
			return nil
		})
		hangs := l.host("hangs", (*call).hang)
		polite := l.host("polite", (*call).untilEnd)
		queued := l.host("queued", (*call).untilEnd) // the first of three gets the slot of fails
		s := fedsearch.New(hosts(fails, fast, early, hangs, polite, queued, queued, queued), fedsearch.Options{MaxParallel: 5})
		result, err := s.Search(context.Background(), fedsearch.Query{Text: "limit", Limit: 3})
		if err != nil {
			l.errorf("A4: at the limit the error is %v, want nil", err)
		}
		if !l.near(l.now(), 4) {
			l.errorf("A4: the third match came at 4, Search with Limit 3 returns at %.1f", l.now())
		}
		if got, want := texts(result.Matches), []string{"fast 1", "fast 2", "early"}; !slices.Equal(got, want) {
			l.errorf("A4, A7: with Limit 3 the matches are %q, want the first three to arrive, in host order: %q", got, want)
		}
		if len(result.Failures) != 1 || !errors.Is(result.Failures[0], broken) {
			l.errorf("A4: the failures are %v, want the one before the limit to stay, and no other", result.Failures)
		}
		cancelled := func() bool {
			for _, c := range l.callsOf(early, polite, hangs) {
				if c.ctx.Err() == nil {
					return false
				}
			}
			return true
		}
		if !l.eventually(cancelled) {
			l.errorf("A4: after the limit there are hosts whose ctx has not ended")
		}
		l.sleep(2)
		if said := collect(after); !slices.Equal(said, []bool{false}) {
			l.errorf("A6: one unit after the limit send says %v to a match, want false", said)
		}
		if calls := l.callsOf(queued); len(calls) != 1 {
			l.errorf("A4: the limit was reached at 4, when one slot had become free; the hosts that waited for it are asked in the calls %v, want one call", calls)
		}
	})
	inLab(t, func(l *lab) {
		three := func(c *call) error {
			for i := range 3 {
				c.match(fmt.Sprint(c.host.name, i))
			}
			return nil
		}
		s := fedsearch.New(hosts(l.host("a", three), l.host("b", three)), fedsearch.Options{})
		for limit, want := range map[int]int{1: 1, 5: 5, 6: 6, 7: 6, 0: 6} {
			result, err := s.Search(context.Background(), fedsearch.Query{Text: fmt.Sprint("limit ", limit), Limit: limit})
			if err != nil || len(result.Matches) != want || len(result.Failures) != 0 {
				l.errorf("A4: of 6 matches, Limit %d gives %d, failures %v and the error %v, want %d, none and nil", limit, len(result.Matches), result.Failures, err, want)
			}
		}
	})
}

func TestEndedContextEndsTheSearch(t *testing.T) {
	cause, broken := errors.New("the cause"), errors.New("broken")
	inLab(t, func(l *lab) {
		h := l.host("asked", func(c *call) error { c.match("x"); return nil })
		s := fedsearch.New(hosts(h, h, h), fedsearch.Options{})
		ctx, cancel := context.WithCancelCause(context.Background())
		cancel(cause)
		result, err := s.Search(ctx, query("ended"))
		if !errors.Is(err, cause) || len(result.Matches) != 0 || len(result.Failures) != 0 {
			l.errorf("A5: with a ctx that had ended, Search gives %v and the error %v, want nothing and its cause", result, err)
		}
		l.sleep(1)
		if calls := l.callsOf(); len(calls) != 0 {
			l.errorf("A5: with a ctx that had ended, hosts are asked: %v", calls)
		}
	})
	inLab(t, func(l *lab) {
		all := hosts(
			l.host("hangs", func(c *call) error { c.sleep(1); c.match("from one that hangs"); return c.hang() }),
			l.host("fails", func(c *call) error { c.sleep(2); return broken }),
			l.host("polite", (*call).untilEnd),
			l.host("finished", func(c *call) error { c.match("finished 1"); c.match("finished 2"); return nil }),
		)
		s := fedsearch.New(all, fedsearch.Options{HostTimeout: l.length(1000)})
		ctx, cancel := context.WithCancelCause(context.Background())
		defer cancel(nil)
		l.do(func() { l.sleep(3); cancel(cause) })
		result, err := s.Search(ctx, query("cancelled"))
		if !l.near(l.now(), 3) {
			l.errorf("A5: ctx ended at 3, while a host hangs; Search returns at %.1f", l.now())
		}
		if !errors.Is(err, cause) {
			l.errorf("A5: the error is %v, want context.Cause of ctx, which is %v", err, cause)
		}
		if got, want := texts(result.Matches), []string{"from one that hangs", "finished 1", "finished 2"}; !slices.Equal(got, want) {
			l.errorf("A5: the matches are %q, want what had arrived: %q", got, want)
		}
		if len(result.Failures) != 1 || !errors.Is(result.Failures[0], broken) {
			l.errorf("A5: the failures are %v, want the one before ctx ended, and no other", result.Failures)
		}
	})
	inLab(t, func(l *lab) {
		// The only slot is taken: this search waits for it.
		s := fedsearch.New(hosts(l.host("hangs", (*call).hang)), fedsearch.Options{MaxParallel: 1})
		l.do(func() { _, _ = s.Search(context.Background(), query("takes the slot")) })
		l.settle()
		begin := l.now()
		ctx, cancel := context.WithTimeout(context.Background(), l.length(2))
		defer cancel()
		if _, err := s.Search(ctx, query("waits for the slot")); !errors.Is(err, context.DeadlineExceeded) {
			l.errorf("A5: the deadline of ctx passed while the search waits for a slot; the error is %v, want context.DeadlineExceeded", err)
		}
		if took := l.now() - begin; !l.near(took, 2) {
			l.errorf("A5: a search that waits for a slot, with a ctx that lasts 2 units, returns after %.1f", took)
		}
	})
}
