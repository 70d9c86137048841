package fedsearch_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"zmod/fedsearch"
)

// These tests are a start. Change them, add to them: your own tests are read, too.

func texts(matches []fedsearch.Match) []string {
	var all []string
	for _, m := range matches {
		all = append(all, m.Text)
	}
	return all
}

func TestSearchAsksAllHosts(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := fedsearch.New([]fedsearch.Host{
			newHost("first", script{sends("a", "b")}),
			newHost("second"),
			newHost("third", script{sends("c")}),
		}, fedsearch.Options{})
		result, err := s.Search(t.Context(), fedsearch.Query{Text: "x"})
		if err != nil {
			t.Fatalf("Search: %v", err)
		}
		if want := []string{"a", "b", "c"}; !slices.Equal(texts(result.Matches), want) {
			t.Errorf("matches %q, want %q", texts(result.Matches), want)
		}
	})
}

func TestSearchReturnsAtTheLimit(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := fedsearch.New([]fedsearch.Host{
			newHost("never ends", script{takes(time.Hour)}),
			newHost("sends", script{sends("a", "b", "c", "d")}),
		}, fedsearch.Options{})
		start := time.Now()
		result, err := s.Search(t.Context(), fedsearch.Query{Text: "x", Limit: 3})
		if err != nil {
			t.Fatalf("Search: %v", err)
		}
		if want := []string{"a", "b", "c"}; !slices.Equal(texts(result.Matches), want) {
			t.Errorf("matches %q, want %q", texts(result.Matches), want)
		}
		if took := time.Since(start); took > 0 {
			t.Errorf("it took %v, want no time at all", took)
		}
	})
}

func TestSearchReturnsWhenItsContextEnds(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := fedsearch.New([]fedsearch.Host{
			newHost("quick", script{sends("a")}),
			newHost("ignores its context", script{ignoresContextFor(time.Hour)}),
		}, fedsearch.Options{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		result, err := s.Search(ctx, fedsearch.Query{Text: "x"})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the error is %v, want %v", err, context.DeadlineExceeded)
		}
		if want := []string{"a"}; !slices.Equal(texts(result.Matches), want) {
			t.Errorf("matches %q, want what had arrived: %q", texts(result.Matches), want)
		}
		if took := time.Since(start); took != time.Second {
			t.Errorf("it took %v, want 1s", took)
		}
		time.Sleep(time.Hour) // so that the host has returned before the test ends
	})
}

func TestSearchReportsFailures(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		broken := errors.New("broken")
		s := fedsearch.New([]fedsearch.Host{
			newHost("fails", script{fails(broken)}),
			newHost("panics", script{panics("oh")}),
			newHost("works", script{sends("a")}),
		}, fedsearch.Options{})
		result, err := s.Search(t.Context(), fedsearch.Query{Text: "x"})
		if err != nil {
			t.Fatalf("Search: %v", err)
		}
		if len(result.Failures) != 2 {
			t.Fatalf("failures %v, want two", result.Failures)
		}
		if !errors.Is(result.Failures[0], broken) {
			t.Errorf("the first failure is %v, want one that is %v", result.Failures[0], broken)
		}
		var p *fedsearch.PanicError
		if !errors.As(result.Failures[1], &p) || p.Value != "oh" {
			t.Errorf("the second failure is %v, want a PanicError", result.Failures[1])
		}
	})
}

func TestSearchTriesAgain(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		h := newHost("flaky", script{fails(temporaryError{})}, script{sends("a")})
		s := fedsearch.New([]fedsearch.Host{h}, fedsearch.Options{
			MaxAttempts: 3,
			Backoff:     func(attempt int) time.Duration { return time.Duration(attempt) * time.Second },
		})
		start := time.Now()
		result, err := s.Search(t.Context(), fedsearch.Query{Text: "x"})
		if err != nil || len(result.Failures) != 0 {
			t.Fatalf("failures %v and the error %v, want none", result.Failures, err)
		}
		if h.callCount() != 2 {
			t.Errorf("%d calls, want 2", h.callCount())
		}
		if took := time.Since(start); took != time.Second {
			t.Errorf("it took %v, want 1s of backoff", took)
		}
	})
}

func TestStreamYieldsMatchesAndFailures(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := fedsearch.New([]fedsearch.Host{
			newHost("slow", script{takes(2 * time.Second), sends("b")}),
			newHost("fails", script{sends("a"), takes(time.Second), fails(errors.New("broken"))}),
		}, fedsearch.Options{})
		var got []string
		for m, err := range s.Stream(t.Context(), fedsearch.Query{Text: "x"}) {
			var failure *fedsearch.HostError
			switch {
			case err == nil:
				got = append(got, m.Text)
			case errors.As(err, &failure):
				got = append(got, failure.Host)
			default:
				t.Fatalf("Stream yields %v", err)
			}
		}
		if want := []string{"a", "fails", "b"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestHandlerWritesLines(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := fedsearch.New([]fedsearch.Host{newHost("only", script{sends("a")})}, fedsearch.Options{})
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/search?q=x", nil))
		if w.Code != http.StatusOK {
			t.Fatalf("status %d: %s", w.Code, w.Body)
		}
		lines := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
		if len(lines) != 2 {
			t.Fatalf("%d lines, want a match and the end:\n%s", len(lines), w.Body)
		}
		var first struct{ Match struct{ Host, Text string } }
		if err := json.Unmarshal([]byte(lines[0]), &first); err != nil || first.Match.Text != "a" {
			t.Errorf("the first line is %s (%v), want the match", lines[0], err)
		}
		type end struct {
			Done              bool
			Matches, Failures int
		}
		var last end
		if err := json.Unmarshal([]byte(lines[1]), &last); err != nil || last != (end{Done: true, Matches: 1}) {
			t.Errorf("the last line is %s (%v), want that it is done, with 1 match and 0 failures", lines[1], err)
		}
	})
}
