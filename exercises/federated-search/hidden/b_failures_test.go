package fedsearch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zmod/fedsearch"
)

// wantedFailure is what a test expects of one HostError.
type wantedFailure struct {
	host     string
	attempts int
	is       error
}

// expectFailures compares whole sequences.
func (l *lab) expectFailures(clause string, got []*fedsearch.HostError, want ...wantedFailure) {
	same := slices.EqualFunc(got, want, func(g *fedsearch.HostError, w wantedFailure) bool {
		return g != nil && g.Host == w.host && g.Attempts == w.attempts && errors.Is(g.Err, w.is)
	})
	if same {
		return
	}
	var list strings.Builder
	for _, g := range got {
		if g != nil {
			fmt.Fprintf(&list, "\n  host %q, attempts %d: %v", g.Host, g.Attempts, g.Err)
		} else {
			list.WriteString("\n  nil")
		}
	}
	list.WriteString("\nwant, in this order,")
	for _, w := range want {
		fmt.Fprintf(&list, "\n  host %q, attempts %d: %v", w.host, w.attempts, w.is)
	}
	l.errorf("%s: the failures are%s", clause, list.String())
}

func TestFailuresDoNotStopTheOthers(t *testing.T) {
	first, second, third := errors.New("first"), errors.New("second"), errors.New("third")
	inLab(t, func(l *lab) {
		// Names repeat; the failures come in the opposite order; one comes after matches.
		all := hosts(
			l.host("b", func(c *call) error { c.match("b1"); c.sleep(3); c.match("b2"); return fmt.Errorf("wrapped: %w", first) }),
			l.host("a", func(c *call) error { c.sleep(4); c.match("a"); return nil }),
			l.host("b", func(c *call) error { c.sleep(2); return second }),
			l.host("", func(c *call) error {
				if c.sleep(0.5); c.n < 3 {
					return &flaky{"again", true}
				}
				return third
			}),
			l.host("z", func(c *call) error {
				if c.n < 3 {
					return &flaky{"again", true}
				}
				c.match("z")
				return nil
			}),
		)
		result, err := fedsearch.New(all, fedsearch.Options{MaxAttempts: 5}).Search(context.Background(), query("mixed"))
		if err != nil {
			l.errorf("B1: hosts fail and others answer; the error is %v, want nil", err)
		}
		if got, want := texts(result.Matches), []string{"b1", "b2", "a", "z"}; !slices.Equal(got, want) {
			l.errorf("B1: the matches are %q, want %q: those of a host that fails later stay", got, want)
		}
		l.expectFailures("B1", result.Failures, wantedFailure{"b", 1, first}, wantedFailure{"b", 1, second}, wantedFailure{"", 3, third})
	})
}

func TestAllHostsFailed(t *testing.T) {
	own := []error{errors.New("first"), &flaky{"second", true}, errors.New("third")}
	inLab(t, func(l *lab) {
		var all []*host
		for i, err := range own {
			all = append(all, l.host(fmt.Sprint("host", i), func(c *call) error { return fmt.Errorf("wrapped: %w", err) }))
		}
		all = append(all, l.host("panics", func(c *call) error { panic(own[0]) }))
		result, err := fedsearch.New(hosts(all...), fedsearch.Options{MaxAttempts: 2}).Search(context.Background(), query("all fail"))
		l.expectFailures("B2", result.Failures, wantedFailure{"host0", 1, own[0]}, wantedFailure{"host1", 2, own[1]}, wantedFailure{"host2", 1, own[2]}, wantedFailure{"panics", 1, own[0]})
		if !errors.Is(err, fedsearch.ErrAllHostsFailed) {
			l.errorf("B2: every host failed and there is no match; the error %v is not ErrAllHostsFailed", err)
		}
		for _, f := range result.Failures {
			if !errors.Is(err, f) {
				l.errorf("B2: every host failed; the error %v is not the HostError of %s (errors.Is)", err, f.Host)
			}
		}
		for _, e := range own {
			if !errors.Is(err, e) {
				l.errorf("B2: every host failed; the error %v is not what a host returned, %v (errors.Is)", err, e)
			}
		}
		// An error that says yes to everything would say nothing.
		if other := errors.New("of no host"); errors.Is(err, other) {
			l.errorf("B2: every host failed; the error %v claims to be %v, which no host returned (errors.Is)", err, other)
		}
		var hostError *fedsearch.HostError
		var panicError *fedsearch.PanicError
		if !errors.As(err, &hostError) || !errors.As(err, &panicError) {
			l.errorf("B2: every host failed, one by a panic; errors.As finds no HostError or no PanicError in %v", err)
		}
	})
	inLab(t, func(l *lab) {
		fails := l.host("fails", func(c *call) error { return own[0] })
		failsLater := l.host("fails later", func(c *call) error { c.match("one"); return own[2] })
		silent := l.host("silent", func(c *call) error { return nil })
		for _, all := range [][]fedsearch.Host{hosts(fails, failsLater, fails), hosts(fails, silent), hosts(silent)} {
			result, err := fedsearch.New(all, fedsearch.Options{}).Search(context.Background(), query(fmt.Sprint(len(all))))
			if err != nil {
				l.errorf("B2: with %d matches and %d failures of %d hosts the error is %v, want nil: there is a match, or a host that did not fail",
					len(result.Matches), len(result.Failures), len(all), err)
			}
		}
	})
}

func TestPanicOfAHostIsAFailure(t *testing.T) {
	inLab(t, func(l *lab) {
		temporary := &flaky{"temporary", true}
		values := []any{"text", temporary, fmt.Errorf("wrapped: %w", temporary), 42}
		var all []*host
		for i, value := range values {
			all = append(all, l.host(fmt.Sprint("panics", i), func(c *call) error {
				if i == 3 {
					c.match("before the panic")
				}
				panicOfHost(value)
				return nil
			}))
		}
		index := l.host("index", func(c *call) error { return asGiven(nil)[0] })
		fine := l.host("fine", func(c *call) error { c.sleep(1); c.match("fine"); return nil })
		result, err := fedsearch.New(hosts(append(all, index, fine)...), fedsearch.Options{MaxAttempts: 3, MaxParallel: 1}).Search(context.Background(), query("panics"))
		if err != nil {
			l.errorf("B1, B3: the error is %v, want nil", err)
		}
		if got, want := texts(result.Matches), []string{"before the panic", "fine"}; !slices.Equal(got, want) {
			l.errorf("B3: the matches are %q, want %q", got, want)
		}
		if len(result.Failures) != len(values)+1 {
			l.fatalf("B3: the failures are %v, want the %d hosts that panicked", result.Failures, len(values)+1)
		}
		for i, f := range result.Failures {
			var p *fedsearch.PanicError
			if !errors.As(f, &p) {
				l.errorf("B3: host %s panicked; errors.As finds no PanicError in %v", f.Host, f)
				continue
			}
			if i < len(values) && p.Value != values[i] {
				l.errorf("B3: the PanicError of %s has the value %v, want %v", f.Host, p.Value, values[i])
			}
			if i < len(values) && !strings.Contains(string(p.Stack), "panicOfHost") {
				l.errorf("B3: the PanicError of %s has a stack in which the place of the panic does not occur:\n%s", f.Host, p.Stack)
			}
			if f.Attempts != 1 || len(l.callsOf(append(all, index)[i])) != 1 {
				l.errorf("B3: host %s panicked with %v and has %d attempts in %d calls, want one: a panic is not retried", f.Host, p.Value, f.Attempts, len(l.callsOf(append(all, index)[i])))
			}
		}
		if !errors.Is(result.Failures[1], temporary) || !errors.Is(result.Failures[2], temporary) {
			l.errorf("B3: a host panicked with an error; errors.Is does not find it in %v and %v", result.Failures[1], result.Failures[2])
		}
	})
}

func asGiven(errs []error) []error { return errs }

//go:noinline
func panicOfHost(value any) { panic(value) }

func TestTemporaryErrorsAreRetried(t *testing.T) {
	yes, no := &flaky{"temporary", true}, &flaky{"not temporary", false}
	inLab(t, func(l *lab) {
		for _, c := range []struct {
			name        string
			errs        []error // of the calls one by one, the last for good
			maxAttempts int
			calls       int
			is          error // of the failure; nil: none
		}{
			{"temporary once", []error{yes, nil}, 3, 2, nil},
			{"temporary until the last attempt", []error{yes, yes, nil}, 3, 3, nil},
			{"temporary for ever", []error{yes}, 3, 3, yes},
			{"wrapped", []error{fmt.Errorf("deep: %w", fmt.Errorf("down: %w", yes)), nil}, 2, 2, nil},
			{"joined", []error{errors.Join(errors.New("other"), yes), nil}, 2, 2, nil},
			{"in a HostError", []error{&fedsearch.HostError{Host: "inner", Err: yes}, nil}, 2, 2, nil},
			{"temporary, but not says it false", []error{no}, 3, 1, no},
			{"the first that errors.As finds says false", []error{errors.Join(no, yes)}, 3, 1, no},
			{"not temporary at all", []error{context.Canceled}, 3, 1, context.Canceled},
			{"temporary, then not", []error{yes, no}, 5, 2, no},
			{"a deadline of the host's own", []error{context.DeadlineExceeded, nil}, 2, 2, nil},
			{"MaxAttempts 0", []error{yes}, 0, 1, yes},
			{"MaxAttempts 1", []error{yes}, 1, 1, yes},
			{"says when it times out", []error{timesOut{}}, 3, 1, timesOut{}},
		} {
			h := l.host(c.name, func(asked *call) error { return c.errs[min(asked.n, len(c.errs))-1] })
			fine := l.host("fine", func(*call) error { return nil })
			result, err := fedsearch.New(hosts(h, fine), fedsearch.Options{MaxAttempts: c.maxAttempts}).Search(context.Background(), query(c.name))
			if err != nil {
				l.errorf("B1: %s: the error is %v, want nil", c.name, err)
			}
			if n := len(l.callsOf(h)); n != c.calls {
				l.errorf("B4: %s, MaxAttempts %d: the host is called %d times, want %d", c.name, c.maxAttempts, n, c.calls)
			}
			if c.is == nil {
				l.expectFailures("B4: "+c.name, result.Failures)
			} else {
				l.expectFailures("B4: "+c.name, result.Failures, wantedFailure{c.name, c.calls, c.is})
			}
		}
	})
	inLab(t, func(l *lab) {
		// Attempts are counted in each search, and there is no wait after the last one.
		never := l.host("never", func(*call) error { return yes })
		backoff := func(attempt int) time.Duration { return l.length([]float64{50, 0, -1, 2, 100}[attempt]) }
		s := fedsearch.New(hosts(never), fedsearch.Options{MaxAttempts: 4, Backoff: backoff})
		for i := range 2 {
			begin := l.now()
			result, _ := s.Search(context.Background(), query(fmt.Sprint("search ", i)))
			l.expectFailures("B4: one search after the other", result.Failures, wantedFailure{"never", 4, yes})
			if took := l.now() - begin; !l.near(took, 2) {
				l.errorf("B4: four attempts, after which Backoff says 0, -1, 2 and 100, take %.1f, want 2", took)
			}
		}
	})
}

func TestHostTimeoutIsForOneCall(t *testing.T) {
	own := errors.New("the host's own")
	inLab(t, func(l *lab) {
		// Every call that times out returns something else because of it, and the last one is quick enough.
		recovers := l.host("recovers", func(c *call) error {
			switch c.n {
			case 1:
				_ = c.untilEnd()
				return nil
			case 2:
				_ = c.untilEnd()
				return own
			case 3:
				c.sleep(3)
				return own
			}
			c.sleep(1.5)
			c.match("at last")
			return nil
		})
		result, err := fedsearch.New(hosts(recovers), fedsearch.Options{HostTimeout: l.length(2), MaxAttempts: 4}).Search(context.Background(), query("recovers"))
		if got := texts(result.Matches); !slices.Equal(got, []string{"at last"}) || err != nil {
			l.errorf("B4: three calls exceed HostTimeout, the fourth does not: matches %q and the error %v, want its match and nil", got, err)
		}
		l.expectFailures("B4", result.Failures)
		if !l.near(l.now(), 7.5) {
			l.errorf("B4: three calls of HostTimeout 2 and one of 1.5 end at %.1f, want 7.5", l.now())
		}
	})
	for name, returns := range map[string]error{"nil": nil, "its own error": own, "the error of ctx": context.Canceled} {
		inLab(t, func(l *lab) {
			polite := l.host("polite", func(c *call) error { _ = c.untilEnd(); return returns })
			hangs := l.host("hangs", (*call).hang)
			swift := l.host("swift", func(c *call) error { return c.wait(1.5) })
			all := hosts(polite, swift, hangs, swift, swift)
			result, _ := fedsearch.New(all, fedsearch.Options{HostTimeout: l.length(2), MaxAttempts: 2, MaxParallel: 2}).Search(context.Background(), query(name))
			l.expectFailures("B4", result.Failures, wantedFailure{"polite", 2, context.DeadlineExceeded}, wantedFailure{"hangs", 2, context.DeadlineExceeded})
			if len(result.Failures) > 0 && errors.Is(result.Failures[0], own) {
				l.errorf("B4: a host that returns %s when its HostTimeout is over has failed with %v, want context.DeadlineExceeded", name, result.Failures[0])
			}
		})
	}
}

func TestBackoffHoldsNoSlot(t *testing.T) {
	inLab(t, func(l *lab) {
		var mu sync.Mutex
		var asked []int
		backoff := func(attempt int) time.Duration {
			mu.Lock()
			defer mu.Unlock()
			asked = append(asked, attempt)
			return l.length(2 * float64(attempt))
		}
		flakyHost := l.host("flaky", func(c *call) error {
			if c.n < 3 {
				return &flaky{"again", true}
			}
			return nil
		})
		other := l.host("other", func(c *call) error { return c.wait(1) })
		s := fedsearch.New(hosts(flakyHost, other), fedsearch.Options{MaxParallel: 1, MaxAttempts: 3, Backoff: backoff})
		if result, err := s.Search(context.Background(), query("backoff")); err != nil || len(result.Failures) != 0 {
			l.errorf("B4: the third attempt succeeds; failures %v and the error %v, want none", result.Failures, err)
		}
		calls, others := l.callsOf(flakyHost), l.callsOf(other)
		if len(calls) != 3 || len(others) != 1 {
			l.fatalf("B4: the calls are %v and %v, want three and one", calls, others)
		}
		if !l.near(others[0].began, 0) {
			l.errorf("B5: a host waits from 0 to 2 to retry; the host that waits for the only slot is called at %.1f, want 0", others[0].began)
		}
		if !l.near(calls[1].began, 2) || !l.near(calls[2].began, 6) {
			l.errorf("B5: Backoff says 2 and 4; the calls are %v, want them at 0, 2 and 6", calls)
		}
		mu.Lock()
		defer mu.Unlock()
		if len(asked) < 2 || asked[0] != 1 || asked[1] != 2 {
			l.errorf("B4: Backoff is asked for the attempts %v, want 1 and 2", asked)
		}
	})
	cause := errors.New("the cause")
	inLab(t, func(l *lab) {
		again := l.host("again", func(c *call) error { return &flaky{"again", true} })
		options := fedsearch.Options{MaxAttempts: 5, Backoff: func(int) time.Duration { return l.length(20) }}
		ctx, cancel := context.WithTimeoutCause(context.Background(), l.length(3), cause)
		defer cancel()
		result, err := fedsearch.New(hosts(again, again), options).Search(ctx, query("cancelled"))
		if !l.near(l.now(), 3) || !errors.Is(err, cause) {
			l.errorf("B5: ctx ended at 3, while hosts wait to retry; Search returns at %.1f with the error %v, want at 3 with its cause", l.now(), err)
		}
		l.expectFailures("B7", result.Failures)
		if left := l.leftRunning(); len(left) > 0 {
			l.errorf("B5: ctx ended, and %d goroutines go on waiting to retry; one of them:\n%s", len(left), left[0].short())
		}
		l.sleep(30)
		if calls := l.callsOf(); len(calls) != 2 {
			l.errorf("B5: ctx ended at 3, and yet there are the calls %v", calls)
		}
	})
}

func TestNoRetryAfterAMatch(t *testing.T) {
	again := &flaky{"again", true}
	inLab(t, func(l *lab) {
		// Those that are retried fail when another host has sent a match.
		sent := make(chan struct{})
		atOnce := l.host("at once", func(c *call) error {
			c.match(fmt.Sprint("at once ", c.n))
			if c.n == 1 {
				close(sent)
			}
			return again
		})
		second := l.host("second", func(c *call) error {
			<-sent
			if c.n > 1 {
				c.match(fmt.Sprint("second ", c.n))
			}
			return again
		})
		timesOut := l.host("times out", func(c *call) error { c.match(fmt.Sprint("times out ", c.n)); return c.untilEnd() })
		hangs := l.host("hangs", func(c *call) error { c.match(fmt.Sprint("hangs ", c.n)); return c.hang() })
		never := l.host("never", func(c *call) error { <-sent; return again })
		s := fedsearch.New(hosts(atOnce, second, timesOut, hangs, never), fedsearch.Options{MaxAttempts: 4, HostTimeout: l.length(2)})
		result, err := s.Search(context.Background(), query("matches"))
		if want := []string{"at once 1", "second 2", "times out 1", "hangs 1"}; err != nil || !slices.Equal(texts(result.Matches), want) {
			l.errorf("B6: the matches are %q and the error is %v, want %q and nil", texts(result.Matches), err, want)
		}
		l.expectFailures("B6", result.Failures,
			wantedFailure{"at once", 1, again}, wantedFailure{"second", 2, again}, wantedFailure{"times out", 1, context.DeadlineExceeded},
			wantedFailure{"hangs", 1, context.DeadlineExceeded}, wantedFailure{"never", 4, again})
	})
}

func TestCancelledHostsAreNoFailures(t *testing.T) {
	cause, own := errors.New("the cause"), errors.New("interrupted")
	polite := func(l *lab) []fedsearch.Host {
		var all []*host
		for i := range 6 {
			all = append(all, l.host(fmt.Sprint("polite", i), func(c *call) error {
				switch _ = c.untilEnd(); i % 3 {
				case 0:
					return c.ctx.Err()
				case 1:
					return fmt.Errorf("interrupted: %w", context.Cause(c.ctx))
				}
				return own
			}))
		}
		return hosts(all...)
	}
	for round := range 4 {
		inLab(t, func(l *lab) {
			ctx, cancel := context.WithCancelCause(context.Background())
			defer cancel(nil)
			l.do(func() { l.sleep(1); cancel(cause) })
			result, err := fedsearch.New(polite(l), fedsearch.Options{MaxAttempts: 2, HostTimeout: l.length(100)}).Search(ctx, query(fmt.Sprint("ctx ", round)))
			if !errors.Is(err, cause) || errors.Is(err, fedsearch.ErrAllHostsFailed) {
				l.errorf("A5: the error is %v, want the cause", err)
			}
			l.expectFailures("B7, ended by ctx", result.Failures)
		})
		inLab(t, func(l *lab) {
			sends := l.host("sends", func(c *call) error { c.sleep(1); c.match("x"); _ = c.untilEnd(); return own })
			result, err := fedsearch.New(append(polite(l), sends), fedsearch.Options{MaxAttempts: 2}).Search(context.Background(), fedsearch.Query{Text: fmt.Sprint("limit ", round), Limit: 1})
			if err != nil || len(result.Matches) != 1 {
				l.errorf("A4: %d matches and the error %v, want one and nil", len(result.Matches), err)
			}
			l.expectFailures("B7, ended by the limit", result.Failures)
		})
		inLab(t, func(l *lab) {
			// A stream shows at once what would be taken for a failure.
			ctx, cancel := context.WithTimeout(context.Background(), l.length(1))
			defer cancel()
			for _, err := range fedsearch.New(polite(l), fedsearch.Options{}).Stream(ctx, query(fmt.Sprint("stream ", round))) {
				var f *fedsearch.HostError
				if errors.As(err, &f) {
					l.errorf("B7: ctx ended, and Stream yields %v as a failure", f)
				}
			}
		})
	}
}
