package fedsearch_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"zmod/fedsearch"
)

func TestNothingIsLeftRunning(t *testing.T) {
	// Every search has hosts that send, that hang, that wait to retry and that wait for a slot.
	kinds := func(l *lab) []fedsearch.Host {
		eager := l.host("eager", (*call).sendMany)
		hangs := l.host("hangs", (*call).hang)
		retries := l.host("retries", func(c *call) error { return &flaky{"try again", true} })
		polite := l.host("polite", (*call).untilEnd)
		return hosts(hangs, retries, eager, eager, eager, polite, hangs, polite, polite, retries)
	}
	slowly := func(l *lab, timeout float64) fedsearch.Options {
		return fedsearch.Options{
			MaxParallel: 6, MaxAttempts: 3, HostTimeout: l.length(timeout),
			Backoff: func(int) time.Duration { return l.length(50) },
		}
	}
	for name, search := range map[string]func(l *lab){
		"the limit": func(l *lab) {
			_, _ = fedsearch.New(kinds(l), slowly(l, 100)).Search(context.Background(), fedsearch.Query{Text: "limit", Limit: 10})
		},
		"ctx": func(l *lab) {
			polite := l.host("polite", (*call).untilEnd)
			ctx, cancel := context.WithTimeout(context.Background(), l.length(1))
			defer cancel()
			_, _ = fedsearch.New(append(hosts(polite), kinds(l)[:2]...), slowly(l, 100)).Search(ctx, query("ctx"))
		},
		"break": func(l *lab) {
			for range fedsearch.New(kinds(l), slowly(l, 0)).Stream(context.Background(), query("break")) {
				l.sleep(1)
				break
			}
		},
		"an end of ctx after a HostTimeout": func(l *lab) {
			ctx, cancel := context.WithTimeout(context.Background(), l.length(3))
			defer cancel()
			_, _ = fedsearch.New(kinds(l)[:2], slowly(l, 2)).Search(ctx, query("timeouts"))
		},
		"the answers of all hosts": func(l *lab) {
			answers := l.host("answers", func(c *call) error { c.match("x"); return nil })
			_, _ = fedsearch.New(hosts(answers, answers, answers), slowly(l, 100)).Search(context.Background(), query("all"))
		},
		"a ctx that had ended": func(l *lab) {
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			_, _ = fedsearch.New(kinds(l), slowly(l, 100)).Search(ctx, query("before"))
		},
	} {
		inLab(t, func(l *lab) {
			search(l)
			if asked := len(l.callsOf()); (asked == 0) != (name == "a ctx that had ended") {
				l.errorf("A1, A5: a search ended by %s asks hosts in %d calls", name, asked)
			}
			if left := l.leftRunning(); len(left) > 0 {
				l.errorf("A6: a search ended by %s leaves %d goroutines running beside those inside a host; one of them:\n%s", name, len(left), left[0].short())
			}
			inHost := ""
			if !l.eventually(func() bool {
				for _, c := range l.callsOf() {
					if inHost = c.host.name; c.ended < 0 && inHost != "hangs" {
						return false
					}
				}
				return true
			}) {
				l.errorf("A6: after a search ended by %s, the host “%s” has not returned, though it does when send says false or its ctx ends", name, inHost)
			}
		})
	}

	// A goroutine that is inside a host may stay for as long as the host does, and no longer.
	inLab(t, func(l *lab) {
		h := l.host("hangs", func(c *call) error { c.sleep(5); c.match("late"); return nil })
		s := fedsearch.New(hosts(h, h, h), fedsearch.Options{MaxParallel: 2, HostTimeout: l.length(2), MaxAttempts: 2})
		ctx, cancel := context.WithTimeout(context.Background(), l.length(1))
		defer cancel()
		_, _ = s.Search(ctx, query("hangs"))
		l.sleep(5)
		if left := l.leftRunning(); len(left) > 0 || len(l.goroutines()) > 0 {
			l.errorf("A6: the hosts of a search have returned, and there are still goroutines of it%s", l.stacks())
		}
	})
}

func TestLateMatchesHaveNoEffect(t *testing.T) {
	inLab(t, func(l *lab) {
		said := make(chan bool, 4)
		late := l.host("late", func(c *call) error {
			c.match("in time")
			c.sleep(2)
			said <- c.match("late")
			said <- c.match("later")
			return errors.New("late")
		})
		ctx, cancel := context.WithTimeout(context.Background(), l.length(1))
		defer cancel()
		result, err := fedsearch.New(hosts(late, late), fedsearch.Options{MaxParallel: 1}).Search(ctx, query("after the return"))
		if !errors.Is(err, context.DeadlineExceeded) {
			l.errorf("A5: the error is %v, want the cause", err)
		}
		before := slices.Clone(result.Matches)
		l.sleep(4)
		if got := collect(said); !slices.Equal(got, []bool{false, false}) {
			l.errorf("A6: after Search has returned, send says %v to two matches, want false", got)
		}
		if got := texts(before); !slices.Equal(got, []string{"in time"}) || !slices.Equal(result.Matches, before) || len(result.Failures) != 0 {
			l.errorf("A6: the result is %v at first and %v, %v later, want one match to the end", got, texts(result.Matches), result.Failures)
		}
	})
	inLab(t, func(l *lab) {
		said := make(chan bool, 4)
		slow := l.host("slow", func(c *call) error {
			if c.n == 1 {
				c.sleep(2.5) // HostTimeout is 2
				said <- c.match("from the call that timed out")
				c.sleep(1)
				return nil
			}
			c.sleep(1)
			c.match("from the second call")
			return nil
		})
		busy := l.host("busy", func(c *call) error { c.sleep(1.5); c.match("busy"); return nil })
		s := fedsearch.New(hosts(slow, busy, l.host("longest", func(c *call) error { return c.wait(1.9) })), fedsearch.Options{HostTimeout: l.length(2), MaxAttempts: 2})
		result, err := s.Search(context.Background(), query("after HostTimeout"))
		if want := []string{"from the second call", "busy"}; !slices.Equal(texts(result.Matches), want) || len(result.Failures) != 0 || err != nil {
			l.errorf("A6, B4: the result is %q, %v and %v, want %q: what a call sends after its HostTimeout has no effect", texts(result.Matches), result.Failures, err, want)
		}
		l.sleep(2)
		if got := collect(said); !slices.Equal(got, []bool{false}) {
			l.errorf("A6: while the search goes on, send says %v to a match after HostTimeout, want false", got)
		}
	})
}

func TestLatePanicsHaveNoEffect(t *testing.T) {
	inLab(t, func(l *lab) {
		panics := l.host("panics", func(c *call) error { c.sleep(2); panic("late") })
		longer := l.host("longer", func(c *call) error {
			if c.n == 1 {
				_ = c.wait(1)
				return &flaky{"again", true}
			}
			return c.wait(0.9)
		})
		s := fedsearch.New(hosts(panics, longer), fedsearch.Options{HostTimeout: l.length(1.5), MaxAttempts: 2, Backoff: func(int) time.Duration { return l.length(1) }})
		result, err := s.Search(context.Background(), fedsearch.Query{Text: "after HostTimeout"})
		var panicked *fedsearch.PanicError
		if err != nil || len(result.Failures) != 1 || errors.As(result.Failures[0], &panicked) || !errors.Is(result.Failures[0], context.DeadlineExceeded) {
			l.errorf("A6: a host panics after its HostTimeout, while the search goes on; failures %v and the error %v, want its context.DeadlineExceeded alone and nil", result.Failures, err)
		}

		ctx, cancel := context.WithTimeout(context.Background(), l.length(1))
		defer cancel()
		result, err = fedsearch.New(hosts(panics, panics), fedsearch.Options{}).Search(ctx, query("after the return"))
		l.sleep(4)
		if !errors.Is(err, context.DeadlineExceeded) || len(result.Failures) != 0 {
			l.errorf("A6: hosts panic after Search has returned; failures %v and the error %v, want none and the cause", result.Failures, err)
		}
	})
}

func TestMatchesAreInHostOrder(t *testing.T) {
	inLab(t, func(l *lab) {
		// Names repeat and are empty, matches name other hosts or none, and come in turns, the last host's first.
		names := []string{"b", "a", "b", ""}
		var all []*host
		var want []fedsearch.Match
		for i, name := range names {
			own := []fedsearch.Match{
				{Host: name, Repo: "repo", Path: "z.go", Line: 9, Text: "first"},
				{},
				{Host: "another", Repo: "repo", Path: "a.go", Line: -1, Text: "line\nbreak"},
				{Host: name, Repo: "repo", Path: "z.go", Line: 9, Text: "first"},
				{Host: name, Line: i},
			}
			want = append(want, own...)
			all = append(all, l.host(name, func(c *call) error {
				c.sleep(float64(len(names)-i) / 10)
				for _, m := range own {
					c.sendMatch(m)
					c.sleep(0.5)
				}
				return nil
			}))
		}
		result, err := fedsearch.New(hosts(all...), fedsearch.Options{}).Search(context.Background(), query("order"))
		if err != nil || len(result.Failures) != 0 {
			l.errorf("A7: Search gives the failures %v and the error %v, want none", result.Failures, err)
		}
		if !slices.Equal(result.Matches, want) {
			l.errorf("A7: the matches are\n%v\nwant them in host order, within a host as sent, none changed, none lost:\n%v", result.Matches, want)
		}
	})
}
