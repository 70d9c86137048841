package fedsearch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

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
