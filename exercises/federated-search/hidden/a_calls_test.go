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
