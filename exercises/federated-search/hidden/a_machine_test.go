package fedsearch_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zmod/fedsearch"
)

func TestManySearchesWithoutARace(t *testing.T) {
	onRealTimeOnce(t, func(l *lab) {
		cause := errors.New("the cause")
		var all []*host
		for i := range 12 {
			all = append(all, l.host(fmt.Sprint("host", i), func(c *call) error {
				for j := range 20 {
					if i%6 == 4 && j == 2 {
						panic(fmt.Sprint("panic ", i))
					}
					if i%6 == 5 && c.n%2 == 1 {
						return &flaky{"again", true}
					}
					if !c.match(fmt.Sprint(i, " ", j)) && rand.N(2) == 0 {
						return c.ctx.Err()
					}
				}
				return nil
			}))
		}
		s := fedsearch.New(hosts(all...), fedsearch.Options{MaxParallel: 5, MaxAttempts: 3, HostTimeout: time.Minute})
		var searches sync.WaitGroup
		for i := range 8 {
			ended := l.do(func() {
				for j := range 6 {
					q := fedsearch.Query{Text: fmt.Sprint("search ", i, " ", j), Limit: []int{0, 7, 150}[j%3]}
					ctx, cancel := context.WithCancelCause(context.Background())
					if (i+j)%4 == 3 {
						go func() { time.Sleep(rand.N(time.Millisecond)); cancel(cause) }()
					}
					result, err := s.Search(ctx, q)
					if q.Limit > 0 && len(result.Matches) > q.Limit || err != nil && !errors.Is(err, cause) {
						l.errorf("A4: Limit %d gives %d matches and the error %v", q.Limit, len(result.Matches), err)
					}
					// The result is the caller's: writing to it must not meet a host that is still sending.
					for k := range result.Matches {
						result.Matches[k].Text = "mine"
					}
					for _, f := range result.Failures {
						f.Attempts = 0
					}
					result.Matches = append(result.Matches, fedsearch.Match{})
					for m, err := range s.Stream(ctx, q) {
						if err == nil && m.Text == "mine" {
							l.errorf("A6: a match of one search has been changed by the caller of another")
						}
					}
					cancel(nil)
				}
			})
			searches.Go(func() { <-ended })
		}
		searches.Wait()
	})
}

func TestLimitWinsOverTheEndOfContext(t *testing.T) {
	onRealTimeOnce(t, func(l *lab) {
		cause := errors.New("the cause")
		for round := range 400 {
			const limit = 3
			ctx, cancel := context.WithCancelCause(context.Background())
			start := make(chan struct{}, 2)
			go func() { <-start; cancel(cause) }()
			last := l.host("last", func(c *call) error {
				c.match("1")
				c.match("2")
				if round%2 == 0 {
					c.match("3")
					cancel(cause)
				} else {
					start <- struct{}{}
					c.match("3")
				}
				return c.ctx.Err()
			})
			result, err := fedsearch.New(hosts(last, last), fedsearch.Options{MaxParallel: 1}).Search(ctx, fedsearch.Query{Text: fmt.Sprint("round ", round), Limit: limit})
			cancel(nil)
			select {
			case start <- struct{}{}:
			default:
			}
			switch n := len(result.Matches); {
			case n > limit:
				l.fatalf("A4: Limit %d gives %d matches", limit, n)
			case n == limit && err != nil:
				l.fatalf("A4: ctx ended when the limit was reached; Search gives all %d matches and yet the error %v, want nil", n, err)
			case n < limit && !errors.Is(err, cause):
				l.fatalf("A5: ctx ended before the limit was reached; Search gives %d matches and the error %v, want the cause", n, err)
			}
		}
	})
}

func TestWaitingCostsNothing(t *testing.T) {
	onRealTimeOnce(t, func(l *lab) {
		// Everybody waits: for hosts that hang, for a slot and for a slow consumer. No time has to pass for any of that, so
		// a goroutine that sleeps is one that looks again and again.
		hangs, eager := l.host("hangs", (*call).untilEnd), l.host("eager", (*call).sendMany)
		ctx, cancel := context.WithCancel(context.Background())
		slots := l.do(func() {
			_, _ = fedsearch.New(hosts(hangs, hangs, hangs), fedsearch.Options{MaxParallel: 2}).Search(ctx, query("slots"))
		})
		consumer := l.do(func() {
			for range fedsearch.New(hosts(eager, eager, hangs), fedsearch.Options{}).Stream(ctx, query("consumer")) {
				<-ctx.Done()
				break
			}
		})
		l.expectRest(func(g goroutine) bool { return g.isRunning() || strings.HasPrefix(g.state, "sleep") })
		cancel()
		<-slots
		<-consumer
	})
	onRealTimeOnce(t, func(l *lab) {
		hangs := l.host("hangs", (*call).untilEnd)
		retries := l.host("retries", func(c *call) error { return &flaky{"again", true} })
		options := fedsearch.Options{MaxAttempts: 2, HostTimeout: time.Hour, Backoff: func(int) time.Duration { return time.Hour }}
		ctx, cancel := context.WithCancel(context.Background())
		search := l.do(func() { _, _ = fedsearch.New(hosts(retries, hangs), options).Search(ctx, query("backoff")) })
		l.expectRest(goroutine.isRunning)
		cancel()
		<-search
	})
	// In a bubble hours pass in no time, unless somebody wakes up again and again.
	before := processorTime()
	failures, _ := inBubble(t, func(l *lab) {
		long := l.host("long", func(c *call) error { return c.wait(36_000) })
		s := fedsearch.New(hosts(long, long, long), fedsearch.Options{MaxParallel: 2, HostTimeout: l.length(50_000)})
		_, _ = s.Search(context.Background(), query("hours"))
		for range s.Stream(context.Background(), query("hours")) {
		}
	})
	report(t, failures)
	if used := processorTime() - before; used > time.Second {
		t.Errorf("A8: hosts take hours to answer; waiting for them took %v of processor time: something polls", used)
	}
}

// expectRest waits for a moment at which no goroutine of the solution is busy: it comes at once, unless one always is.
func (l *lab) expectRest(isBusy func(goroutine) bool) {
	l.sleep(3)
	if len(l.callsOf()) == 0 {
		l.errorf("A1: no host has been asked")
	}
	var busy []goroutine
	for range 100 {
		busy = slices.DeleteFunc(l.goroutines(), func(g goroutine) bool { return !isBusy(g) })
		if len(busy) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	l.errorf("A8: there is nothing to do but wait, and for a second there was not a moment without a goroutine that runs or polls; at last\n%s", busy[0].short())
}

func TestManyHostsAreFast(t *testing.T) {
	const hostCount, matchCount = 500, 100
	// Measured in processor time, which does not depend on what else this machine does.
	onRealTimeOnce(t, func(l *lab) {
		h := fedsearch.Host(quick{matchCount})
		s := fedsearch.New(slices.Repeat([]fedsearch.Host{h}, hostCount), fedsearch.Options{HostTimeout: time.Minute})
		best, allowed := time.Hour, time.Duration(0)
		for round := range 3 {
			start := processorTime()
			handOver(hostCount, matchCount) // a simple solution takes about as long
			allowed = max(allowed, 10*(processorTime()-start), 2*time.Second)
			start, begin := processorTime(), time.Now()
			result, err := s.Search(context.Background(), query(fmt.Sprint("many ", round)))
			best = min(best, max(processorTime()-start, time.Since(begin)/6))
			if err != nil || len(result.Matches) != hostCount*matchCount {
				l.fatalf("A9: %d hosts with %d matches each give %d matches and the error %v", hostCount, matchCount, len(result.Matches), err)
			}
			if best < allowed {
				return
			}
		}
		l.errorf("A9: %d hosts with %d matches each take %v of processor time at best of three, want less than %v", hostCount, matchCount, best, allowed)
	})
}

// quick sends its matches as fast as it can.
type quick struct{ matches int }

func (quick) Name() string { return "quick" }

func (h quick) Search(_ context.Context, _ fedsearch.Query, send func(fedsearch.Match) bool) error {
	for i := range h.matches {
		if !send(fedsearch.Match{Host: "quick", Line: i}) {
			return errors.New("refused")
		}
	}
	return nil
}

// handOver hands as many matches over on a channel, and keeps them.
func handOver(hosts, matches int) []fedsearch.Match {
	all := make(chan fedsearch.Match)
	var senders sync.WaitGroup
	slots := make(chan struct{}, 8)
	go func() {
		for range hosts {
			slots <- struct{}{}
			senders.Go(func() {
				for i := range matches {
					all <- fedsearch.Match{Line: i}
				}
				<-slots
			})
		}
		senders.Wait()
		close(all)
	}()
	var got []fedsearch.Match
	for m := range all {
		got = append(got, m)
	}
	return got
}
