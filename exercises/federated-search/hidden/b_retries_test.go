package fedsearch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"zmod/fedsearch"
)

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
