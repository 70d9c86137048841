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
