package fedsearch_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"zmod/fedsearch"
)

// answer is what one caller of Search was given, and when.
type answer struct {
	result fedsearch.Result
	err    error
	at     float64
	done   <-chan struct{}
}

// asks calls Search beside the test. What it was given is there when done is closed.
func (l *lab) asks(s *fedsearch.Searcher, ctx context.Context, q fedsearch.Query) *answer {
	a := &answer{}
	a.done = l.do(func() {
		a.result, a.err = s.Search(ctx, q)
		a.at = l.now()
	})
	return a
}

// expectAnswer waits for an answer and compares it. An error that is wanted is one for errors.Is.
func (l *lab) expectAnswer(clause string, a *answer, at float64, is error, want ...string) {
	<-a.done
	if got := texts(a.result.Matches); !slices.Equal(got, want) {
		l.errorf("%s: it gets the matches %q, want %q", clause, got, want)
	}
	if is == nil && a.err != nil || !errors.Is(a.err, is) {
		l.errorf("%s: it gets the error %v, want %v", clause, a.err, is)
	}
	if !l.near(a.at, at) {
		l.errorf("%s: it gets its answer at %.1f, want at %.1f", clause, a.at, at)
	}
}

func (l *lab) expectCalls(clause string, h *host, want int) {
	if calls := l.callsOf(h); len(calls) != want {
		l.errorf("%s: the host is asked in the calls %v, want %d", clause, calls, want)
	}
}

func TestEqualSearchesShareTheCalls(t *testing.T) {
	broken := errors.New("broken")
	inLab(t, func(l *lab) {
		sends := l.host("same name", func(c *call) error {
			for i := range 3 {
				c.match(fmt.Sprint("match ", i))
				c.sleep(1)
			}
			return nil
		})
		retries := l.host("same name", func(c *call) error {
			if c.sleep(1); c.n == 1 {
				return &flaky{"again", true}
			}
			return broken
		})
		panics := l.host("panics", func(c *call) error { c.sleep(1); panic("own") })
		s := fedsearch.New(hosts(retries, sends, panics), fedsearch.Options{MaxAttempts: 4})
		var all []*answer
		for range 3 {
			all = append(all, l.asks(s, context.Background(), query("shared")))
		}
		l.sleep(1.5) // the last comes when there have been matches, a failure and a retry
		all = append(all, l.asks(s, context.Background(), query("shared")))
		for i, a := range all {
			l.expectAnswer(fmt.Sprintf("E1: caller %d of four with the same query", i+1), a, 3, nil, "match 0", "match 1", "match 2")
			var panicked *fedsearch.PanicError
			if n := len(a.result.Failures); n != 2 || a.result.Failures[0].Attempts != 2 || !errors.Is(a.result.Failures[0], broken) || !errors.As(a.result.Failures[1], &panicked) {
				l.errorf("E1: caller %d of four with the same query gets the failures %v, want the one of the host that was called twice and the panic", i+1, a.result.Failures)
			}
		}
		l.expectCalls("E1: four callers with the same query", sends, 1)
		l.expectCalls("E1: four callers with the same query, and one retry", retries, 2)
		l.expectCalls("E1: four callers with the same query", panics, 1)

		l.expectAnswer("E1: when the search is over, the next", l.asks(s, context.Background(), query("shared")), l.now()+3, nil, "match 0", "match 1", "match 2")
		l.expectCalls("E1: one search after the other with the same query", sends, 2)
	})
	inLab(t, func(l *lab) {
		// All callers are told that every host failed, and that the limit was reached.
		fails := l.host("fails", func(c *call) error { c.sleep(1); return broken })
		s := fedsearch.New(hosts(fails, fails), fedsearch.Options{})
		first, second := l.asks(s, context.Background(), query("all fail")), l.asks(s, context.Background(), query("all fail"))
		for _, a := range []*answer{first, second} {
			l.expectAnswer("E1, B2: every host failed; each of two callers", a, 1, fedsearch.ErrAllHostsFailed)
		}
		for range 2 {
			sends := l.host("sends", func(c *call) error {
				for i := range 5 {
					c.match(fmt.Sprint("match ", i))
					c.sleep(1)
				}
				return c.hang()
			})
			s = fedsearch.New(hosts(fails, sends), fedsearch.Options{})
			begin := l.now()
			q := fedsearch.Query{Text: "limit", Limit: 3}
			first, second = l.asks(s, context.Background(), q), l.asks(s, context.Background(), q)
			for _, a := range []*answer{first, second} {
				l.expectAnswer("E1, A4: with Limit 3, each of two callers", a, begin+2, nil, "match 0", "match 1", "match 2")
				if len(a.result.Failures) != 1 {
					l.errorf("E1, A4: the failures are %v, want the one before the limit", a.result.Failures)
				}
			}
		}
	})
	inLab(t, func(l *lab) {
		// What is not the same question is asked by itself.
		h := l.host("host", func(c *call) error { c.sleep(1); c.match(c.query.Text); c.match("2"); return nil })
		s, other := fedsearch.New(hosts(h), fedsearch.Options{}), fedsearch.New(hosts(h), fedsearch.Options{})
		for _, c := range []struct {
			s    *fedsearch.Searcher
			q    fedsearch.Query
			want []string
		}{
			{s, query("text"), []string{"text", "2"}},
			{s, query("Text"), []string{"Text", "2"}},
			{s, query("text "), []string{"text ", "2"}},
			{s, fedsearch.Query{Text: "text", Limit: 1}, []string{"text"}},
			{s, fedsearch.Query{Text: "text", Limit: 2}, []string{"text", "2"}},
			{s, fedsearch.Query{Text: "tex", Limit: 1}, []string{"tex"}},
			{other, query("text"), []string{"text", "2"}},
		} {
			a := l.asks(c.s, context.Background(), c.q)
			defer func() {
				l.expectAnswer(fmt.Sprintf("E1: among searches for other things, %+v", c.q), a, 1, nil, c.want...)
			}()
		}
		streamed := l.do(func() {
			for range s.Stream(context.Background(), query("text")) {
			}
		})
		<-streamed
		l.expectCalls("E1: six different queries, the same of another Searcher, and a Stream", h, 8)
	})
}

func TestEachCallerHasSlicesOfItsOwn(t *testing.T) {
	inLab(t, func(l *lab) {
		sends := l.host("sends", func(c *call) error {
			for i := range 5 {
				c.match(fmt.Sprint("match ", i))
			}
			c.sleep(2)
			c.match("last")
			return nil
		})
		also := l.host("also", func(c *call) error { c.match("also"); return nil })
		fails := l.host("fails", func(c *call) error { return errors.New("broken") })
		s := fedsearch.New(hosts(sends, fails, also, fails), fedsearch.Options{})
		leaves, leave := context.WithCancel(context.Background())
		defer leave()
		early := l.asks(s, leaves, query("own slices"))
		var late []*answer
		for range 3 {
			late = append(late, l.asks(s, context.Background(), query("own slices")))
		}
		l.sleep(1)
		leave()
		for i, a := range append([]*answer{early}, late...) {
			<-a.done
			want := []string{"match 0", "match 1", "match 2", "match 3", "match 4", "last", "also"}
			if a == early {
				want = slices.Delete(want, 5, 6)
			}
			if got := texts(a.result.Matches); !slices.Equal(got, want) {
				l.errorf("E2: others with the same query have changed and appended to their results; caller %d gets %q, want %q", i+1, got, want)
			}
			if f := a.result.Failures; len(f) != 2 || f[0] == nil || f[1] == nil || f[0].Host != "fails" || f[1].Host != "fails" {
				l.errorf("E2: others with the same query have changed and appended to their results; caller %d gets the failures %v, want two", i+1, f)
			}
			for j := range a.result.Matches {
				a.result.Matches[j].Text = "changed"
			}
			_ = append(a.result.Matches, fedsearch.Match{Text: "appended"})
			clear(a.result.Failures)
			_ = append(a.result.Failures, nil)
		}
	})
}

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

// who is the key of a context's value.
type who struct{}

func TestContextValuesAreTheFirstCallers(t *testing.T) {
	inLab(t, func(l *lab) {
		retries := l.host("retries", func(c *call) error {
			if c.sleep(1); c.n == 1 {
				return &flaky{"again", true}
			}
			return nil
		})
		queued := l.host("queued", func(c *call) error { return nil })
		s := fedsearch.New(hosts(retries, queued), fedsearch.Options{MaxParallel: 1, MaxAttempts: 2})
		first, leave := context.WithCancel(context.WithValue(context.Background(), who{}, "first"))
		defer leave()
		_ = l.asks(s, first, query("values"))
		l.sleep(0.25)
		second := l.asks(s, context.WithValue(context.Background(), who{}, "second"), query("values"))
		l.sleep(0.25)
		leave()
		<-second.done
		if calls := l.callsOf(); len(calls) != 3 {
			l.errorf("E1: two callers with the same query make the calls %v, want two of the first host and one of the second", calls)
		}
		for _, c := range l.callsOf() {
			if value := c.ctx.Value(who{}); value != "first" {
				l.errorf("E5: in the call %v the ctx has the value of %v, want that of the first caller", c, value)
			}
		}
	})
}

func TestSharingWithoutARace(t *testing.T) {
	onRealTimeOnce(t, func(l *lab) {
		h := l.host("counts", func(*call) error { return nil })
		s := fedsearch.New(hosts(h), fedsearch.Options{})
		for range 200 {
			_, _ = s.Search(context.Background(), query("again and again"))
		}
		l.expectCalls("E1: of 200 searches each begins when the one before has returned", h, 200)
	})
	onRealTimeOnce(t, func(l *lab) {
		const each = 4
		send := func(c *call) error {
			for i := range each {
				if !c.match(fmt.Sprint(c.host.name, i)) {
					return errors.New("refused")
				}
			}
			return nil
		}
		s := fedsearch.New(hosts(l.host("a", send), l.host("b", send)), fedsearch.Options{})
		cause := errors.New("the cause")
		check := func(result fedsearch.Result, err error, q fedsearch.Query) {
			want := cmp.Or(q.Limit, 2*each)
			if err == nil && (len(result.Matches) != want || len(result.Failures) != 0) {
				l.errorf("E3, E4: a caller among others who come and go gets %d matches, the failures %v and no error, want %d and none", len(result.Matches), result.Failures, want)
			}
			clear(result.Matches)
		}
		// In each pair one comes and goes, so that the other often comes just when nobody is left.
		var stayers sync.WaitGroup
		for i := range 4 {
			q := fedsearch.Query{Text: fmt.Sprint("pair ", i), Limit: i % 2 * 5}
			over, stop := context.WithCancel(context.Background())
			leaver := l.do(func() {
				for over.Err() == nil {
					ctx, cancel := context.WithCancelCause(context.Background())
					time.AfterFunc(rand.N(100*time.Microsecond), func() { cancel(cause) })
					result, err := s.Search(ctx, q)
					if check(result, err, q); err != nil && !errors.Is(err, cause) {
						l.errorf("E3: a caller who leaves gets the error %v, want its own cause", err)
					}
				}
			})
			stayer := l.do(func() {
				for range 150 {
					result, err := s.Search(context.Background(), q)
					if check(result, err, q); err != nil {
						l.errorf("E3: a caller whose ctx does not end gets the error %v", err)
					}
				}
			})
			stayers.Go(func() { <-stayer; stop(); <-leaver })
		}
		stayers.Wait()
	})
}
