package fedsearch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"zmod/fedsearch"
)

func TestCallsBeginInTheOrderGiven(t *testing.T) {
	inLab(t, func(l *lab) {
		for _, parallel := range []int{0, 1} {
			result, err := fedsearch.New(nil, fedsearch.Options{MaxParallel: parallel}).Search(context.Background(), query("none"))
			if err != nil || len(result.Matches) != 0 || len(result.Failures) != 0 {
				l.errorf("A1: without hosts Search gives %v and the error %v, want nothing and nil", result, err)
			}
		}

		var all []*host
		for _, name := range []string{"b", "a", "b", "", "c"} {
			all = append(all, l.host(name, func(c *call) error { c.sleep(1); c.match(name); return nil }))
		}
		if _, err := fedsearch.New(hosts(all...), fedsearch.Options{MaxParallel: 1}).Search(context.Background(), query("one by one")); err != nil {
			l.errorf("A1: Search gives the error %v, want nil", err)
		}
		calls := l.callsOf()
		for i, c := range calls {
			if c.host != all[min(i, len(all)-1)] {
				l.errorf("A1: with MaxParallel 1 the calls begin as %v, want the order b, a, b, “”, c", calls)
				break
			}
		}
		if len(calls) != len(all) {
			l.errorf("A1: five hosts are asked in %d calls (%v), want one each", len(calls), calls)
		}
	})
	inLab(t, func(l *lab) {
		var all []*host
		for i, units := range []float64{5, 1, 2, 4, 1, 3, 1, 1} {
			all = append(all, l.host(fmt.Sprint("host", i), func(c *call) error {
				if c.query.Text != "three by three" {
					l.errorf("A1: a host is asked %+v, want the text of the search", c.query)
				}
				return c.wait(units)
			}))
		}
		search := l.do(func() {
			_, _ = fedsearch.New(hosts(all...), fedsearch.Options{MaxParallel: 3}).Search(context.Background(), query("three by three"))
		})
		for range 8 {
			l.sleep(0.5)
			begun := len(l.callsOf())
			for i, h := range all[:min(begun, len(all))] {
				if len(l.callsOf(h)) != 1 {
					l.fatalf("A1: at %.1f the calls that have begun are %v: host %d has been passed over", l.now(), l.callsOf(), i)
				}
			}
			l.sleep(0.5)
		}
		<-search
	})
}

func TestCallsInProgressAreBounded(t *testing.T) {
	inLab(t, func(l *lab) {
		var all []*host
		for i := range 5 {
			all = append(all, l.host(fmt.Sprint("host", i), func(c *call) error { c.sleep(2); c.match("x"); return nil }))
		}
		s := fedsearch.New(hosts(all...), fedsearch.Options{MaxParallel: 3})
		first := l.do(func() { _, _ = s.Search(context.Background(), query("first")) })
		second := l.do(func() { _, _ = s.Search(context.Background(), query("second")) })
		third := l.do(func() {
			for range s.Stream(context.Background(), query("third")) {
			}
		})
		<-first
		<-second
		<-third
		if most := mostAtOnce(l.callsOf(), 0); most > 3 {
			l.errorf("A2: three searches of one Searcher have %d calls in progress at the same time, want at most MaxParallel, which is 3", most)
		}
		if n := len(l.callsOf()); n != 15 {
			l.errorf("A1: three searches over five hosts make %d calls, want 15", n)
		}
		if took := l.now(); !l.near(took, 10) {
			l.errorf("A2: 15 calls of 2 units each, three at a time, took %.1f units, want 10: as many in progress as allowed", took)
		}
	})
	inLab(t, func(l *lab) {
		// Every call has a slot: those of retries, too.
		var all []*host
		for i := range 4 {
			all = append(all, l.host(fmt.Sprint("retries", i), func(c *call) error {
				if c.sleep(1); c.n == 1 {
					return &flaky{"again", true}
				}
				return nil
			}))
		}
		_, _ = fedsearch.New(hosts(all...), fedsearch.Options{MaxParallel: 2, MaxAttempts: 2}).Search(context.Background(), query("retries"))
		if most := mostAtOnce(l.callsOf(), 0); most > 2 {
			l.errorf("A2: with MaxParallel 2, %d calls are in progress at the same time, retries among them (%v)", most, l.callsOf())
		}
		if took := l.now(); !l.near(took, 4) || len(l.callsOf()) != 8 {
			l.errorf("A2: four hosts that are each called twice for one unit, two at a time, took %.1f units in the calls %v, want 4 and 8 calls", took, l.callsOf())
		}
	})
	inLab(t, func(l *lab) {
		// Searches that end just when a slot is given back, or taken, lose none.
		h := l.host("same", func(c *call) error {
			if c.query.Text == "at last" {
				c.sleep(1)
			} else {
				c.match("x")
			}
			return nil
		})
		s := fedsearch.New(hosts(slices.Repeat([]*host{h}, 4)...), fedsearch.Options{MaxParallel: 2})
		for i := range 60 {
			if i%2 == 0 {
				_, _ = s.Search(context.Background(), fedsearch.Query{Text: fmt.Sprint("limit ", i), Limit: 1 + i%3})
				continue
			}
			for range s.Stream(context.Background(), query("break")) {
				break
			}
		}
		l.settle()
		begin := l.now()
		others := l.do(func() { // another Searcher has slots of its own
			_, _ = fedsearch.New(hosts(h, h), fedsearch.Options{MaxParallel: 1}).Search(context.Background(), query("at last"))
		})
		_, _ = s.Search(context.Background(), query("at last"))
		if took := l.now() - begin; !l.near(took, 2) {
			l.errorf("A2: after 60 searches that ended early, four calls of one unit each, two at a time, took %.1f units, want 2", took)
		}
		<-others
		if took := l.now() - begin; !l.near(took, 2) {
			l.errorf("A2: two calls of one unit each, one at a time, took %.1f units, while another Searcher was busy; want 2", took)
		}
	})
	inLab(t, func(l *lab) {
		h := l.host("same", func(c *call) error { c.sleep(1); return nil })
		s := fedsearch.New(hosts(slices.Repeat([]*host{h}, 20)...), fedsearch.Options{})
		if _, err := s.Search(context.Background(), query("default")); err != nil {
			l.errorf("A1: Search gives the error %v, want nil", err)
		}
		if most := mostAtOnce(l.callsOf(), 0); most != 8 {
			l.errorf("A2: with MaxParallel 0 and 20 hosts, %d calls are in progress at the same time, want 8", most)
		}
	})
}

func TestHungCallGivesItsSlotBack(t *testing.T) {
	inLab(t, func(l *lab) {
		hung := l.host("hung", func(c *call) error { c.sleep(3.5); return nil })
		all := []*host{hung}
		for i := range 4 {
			all = append(all, l.host(fmt.Sprint("host", i), func(c *call) error { return c.wait(1) }))
		}
		s := fedsearch.New(hosts(all...), fedsearch.Options{MaxParallel: 1, HostTimeout: l.length(2)})
		result, err := s.Search(context.Background(), query("hung"))
		if err != nil {
			l.errorf("B1: Search gives the error %v, want nil", err)
		}
		calls := l.callsOf()
		if len(calls) != 5 {
			l.fatalf("A3: five hosts of which one hangs are asked in the calls %v, want five", calls)
		}
		if !l.near(calls[1].began, 2) {
			l.errorf("A3: the call after one that hangs begins at %.1f, want at 2, which is HostTimeout", calls[1].began)
		}
		if most := mostAtOnce(calls, 2); most > 1 {
			l.errorf("A3: with MaxParallel 1, %d calls have a slot at the same time (%v): a call that returns after HostTimeout has no slot left to give back", most, calls)
		}
		if len(result.Failures) != 1 || !errors.Is(result.Failures[0], context.DeadlineExceeded) {
			l.errorf("B4: the failures are %v, want the one host that hung, with context.DeadlineExceeded", result.Failures)
		}
		if took := l.now(); !l.near(took, 6) {
			l.errorf("A3: a call that hangs and four of one unit each took %.1f units, want 6", took)
		}
	})
}

func TestSlotIsHeldWhenTheSearchIsOver(t *testing.T) {
	for _, c := range []struct {
		name           string
		timeout, hangs float64
		free           float64 // when the slot is to be free
	}{
		{"the call outlives HostTimeout", 4, 9, 4},
		{"the call returns before HostTimeout", 4, 2, 2},
		{"there is no HostTimeout", 0, 6, 6},
		{"the call panics", 9, 3, 3},
	} {
		for _, end := range []string{"ctx", "limit", "break"} {
			inLab(t, func(l *lab) { slotAfterSearch(l, c.name, end, c.timeout, c.hangs, c.free) })
		}
	}
}

func slotAfterSearch(l *lab, name, end string, timeout, hangs, free float64) {
	// The first search ends at 1, its call goes on.
	h := l.host("slow", func(c *call) error {
		if c.query.Text == "first" {
			c.sleep(1)
			c.match("x")
			if c.sleep(hangs - 1); name == "the call panics" {
				panic(name)
			}
		}
		return nil
	})
	s := fedsearch.New(hosts(h), fedsearch.Options{MaxParallel: 1, HostTimeout: l.length(timeout)})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	switch end {
	case "ctx":
		ctx, cancel := context.WithTimeout(ctx, l.length(1))
		defer cancel()
		_, _ = s.Search(ctx, query("first"))
	case "limit":
		_, _ = s.Search(ctx, fedsearch.Query{Text: "first", Limit: 1})
	case "break":
		for range s.Stream(ctx, query("first")) {
			break
		}
	}
	if !l.near(l.now(), 1) {
		l.errorf("A4, A5: a search that ends by %s at 1 returns at %.1f", end, l.now())
	}
	if _, err := s.Search(ctx, query("second")); err != nil {
		l.errorf("A3: the second search gives the error %v, want nil", err)
	}
	calls := l.callsOf()
	if len(calls) != 2 {
		l.fatalf("A1: two searches over one host make the calls %v", calls)
	}
	if began := calls[1].began; !l.near(began, free) {
		l.errorf("A3: %s: a search ended by %s at 1, its call had the only slot; the next search's call begins at %.1f, want %.1f", name, end, began, free)
	}
}

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
