package fedsearch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"zmod/fedsearch"
)

// yielded is one turn of a loop over a Stream.
type yielded struct {
	at   float64
	what string // the text of a match, or the error
}

func (y yielded) String() string { return fmt.Sprintf("%s at %.1f", y.what, y.at) }

// turn notes what a loop was given, and that there is either a match or an error.
func (l *lab) turn(m fedsearch.Match, err error) yielded {
	if err == nil {
		return yielded{l.now(), m.Text}
	}
	if m != (fedsearch.Match{}) {
		l.errorf("C1: Stream yields the error %v together with the match %v, want the zero Match", err, m)
	}
	var f *fedsearch.HostError
	if errors.As(err, &f) {
		return yielded{l.now(), fmt.Sprintf("%s after %d: %v", f.Host, f.Attempts, f.Err)}
	}
	return yielded{l.now(), "error: " + err.Error()}
}

func (l *lab) expectTurns(clause string, got []yielded, want ...yielded) {
	if !slices.EqualFunc(got, want, func(g, w yielded) bool { return g.what == w.what && l.near(g.at, w.at) }) {
		l.errorf("%s: Stream yields\n  %v\nwant\n  %v", clause, got, want)
	}
}

func TestStreamYieldsAsThingsHappen(t *testing.T) {
	inLab(t, func(l *lab) {
		all := hosts(
			l.host("slow", func(c *call) error { c.sleep(3); c.match("slow 1"); c.sleep(2); c.match("slow 2"); return nil }),
			l.host("breaks", func(c *call) error { c.sleep(1); c.match("breaks 1"); c.sleep(1); return errors.New("broken") }),
			l.host("flaky", func(c *call) error { c.sleep(2); return &flaky{"again", true} }),
		)
		s := fedsearch.New(all, fedsearch.Options{MaxAttempts: 2})
		stream := s.Stream(context.Background(), query("stream"))
		l.sleep(1)
		if calls := l.callsOf(); len(calls) != 0 {
			l.errorf("C1: nobody has begun to range over the Stream, and yet there are the calls %v", calls)
		}
		var got []yielded
		for m, err := range stream {
			got = append(got, l.turn(m, err))
		}
		l.expectTurns("C1", got, yielded{2, "breaks 1"}, yielded{3, "breaks after 1: broken"}, yielded{4, "slow 1"}, yielded{5, "flaky after 2: again"}, yielded{6, "slow 2"})
	})
	inLab(t, func(l *lab) {
		all := hosts(
			l.host("a", func(c *call) error { c.sleep(1); return errors.New("broken") }),
			l.host("b", func(c *call) error { c.sleep(2); panic("b") }),
		)
		var got []yielded
		for m, err := range fedsearch.New(all, fedsearch.Options{}).Stream(context.Background(), query("all fail")) {
			if errors.Is(err, fedsearch.ErrAllHostsFailed) {
				l.errorf("C1: every host failed, and Stream yields %v for that; each failure is all", err)
			}
			got = append(got, l.turn(m, err))
		}
		l.expectTurns("C1", got, yielded{1, "a after 1: broken"}, yielded{2, "b after 1: panic: b"})
	})
	inLab(t, func(l *lab) {
		sends := l.host("sends", func(c *call) error {
			for i := range 4 {
				c.match(fmt.Sprint("match ", i))
				c.sleep(1)
			}
			return nil
		})
		fails := l.host("fails", func(c *call) error { c.sleep(0.5); return errors.New("broken") })
		var got []yielded
		for m, err := range fedsearch.New(hosts(sends, fails), fedsearch.Options{}).Stream(context.Background(), fedsearch.Query{Text: "limit", Limit: 2}) {
			got = append(got, l.turn(m, err))
		}
		l.expectTurns("C1, Limit 2", got, yielded{0, "match 0"}, yielded{0.5, "fails after 1: broken"}, yielded{1, "match 1"})
		if !l.near(l.now(), 1) {
			l.errorf("C1: with Limit 2, whose second match came at 1, the loop ends at %.1f", l.now())
		}
	})
}

func TestStreamEndsWithTheCause(t *testing.T) {
	cause := errors.New("the cause")
	sending := func(l *lab) *host {
		return l.host("sends", func(c *call) error {
			for i := range 4 {
				c.sleep(1)
				c.match(fmt.Sprint("match ", i))
			}
			return c.hang()
		})
	}
	inLab(t, func(l *lab) {
		ctx, cancel := context.WithTimeoutCause(context.Background(), l.length(2.5), cause)
		defer cancel()
		var got []yielded
		for m, err := range fedsearch.New(hosts(sending(l), sending(l)), fedsearch.Options{MaxParallel: 1}).Stream(ctx, query("from outside")) {
			got = append(got, l.turn(m, err))
			if err != nil && !errors.Is(err, cause) {
				l.errorf("C1: the error is %v, want context.Cause of ctx", err)
			}
		}
		l.expectTurns("C1", got, yielded{1, "match 0"}, yielded{2, "match 1"}, yielded{2.5, "error: the cause"})
	})
	inLab(t, func(l *lab) {
		ctx, cancel := context.WithCancelCause(context.Background())
		cancel(cause)
		var got []yielded
		for m, err := range fedsearch.New(hosts(sending(l)), fedsearch.Options{}).Stream(ctx, query("before")) {
			got = append(got, l.turn(m, err))
		}
		l.expectTurns("C1, ctx had ended before", got, yielded{0, "error: the cause"})
		l.settle()
		if calls := l.callsOf(); len(calls) != 0 {
			l.errorf("A5: ctx had ended before, and yet there are the calls %v", calls)
		}
	})
	inLab(t, func(l *lab) {
		ctx, cancel := context.WithCancelCause(context.Background())
		defer cancel(nil)
		var got []yielded
		for m, err := range fedsearch.New(hosts(sending(l)), fedsearch.Options{}).Stream(ctx, query("in the body")) {
			got = append(got, l.turn(m, err))
			if m.Text == "match 1" {
				cancel(cause)
			}
		}
		l.expectTurns("C1, ctx ended in the loop's body", got, yielded{1, "match 0"}, yielded{2, "match 1"}, yielded{2, "error: the cause"})
	})
	inLab(t, func(l *lab) {
		ctx, cancel := context.WithCancelCause(context.Background())
		defer cancel(nil)
		var got []yielded
		for m, err := range fedsearch.New(hosts(sending(l)), fedsearch.Options{}).Stream(ctx, fedsearch.Query{Text: "limit", Limit: 2}) {
			got = append(got, l.turn(m, err))
			if m.Text == "match 1" {
				cancel(cause)
			}
		}
		l.expectTurns("A4, ctx ended in the loop's body with the last match of the limit", got, yielded{1, "match 0"}, yielded{2, "match 1"})
	})
}
