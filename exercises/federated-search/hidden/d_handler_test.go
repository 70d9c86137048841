package fedsearch_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"zmod/fedsearch"
)

// serve gives a client of a server, both in the lab.
func (l *lab) serve(handler http.Handler) func(ctx context.Context, method, target string) *http.Response {
	var client *http.Client
	var url string
	if l.bubble != "" {
		server := httptest.NewTestServer(l.tb, handler)
		client = server.Client()
		url = server.URL
	} else {
		server := httptest.NewServer(handler)
		client, url = server.Client(), server.URL
		// Close would wait for a handler that does not end.
		l.tb.Cleanup(func() { server.CloseClientConnections(); go server.Close() })
	}
	return func(ctx context.Context, method, target string) *http.Response {
		request, err := http.NewRequestWithContext(ctx, method, url+target, nil)
		if err != nil {
			l.fatalf("D: %v", err)
		}
		response, err := client.Do(request)
		if err != nil {
			l.fatalf("D: %s %s: %v", method, target, err)
		}
		return response
	}
}

// sameJSON reports whether a line is this JSON, whatever the order of keys.
func sameJSON(line, want string) bool {
	var a, b any
	if json.Unmarshal([]byte(line), &a) != nil || json.Unmarshal([]byte(want), &b) != nil {
		return false
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

func TestHandlerRefusesWhatIsNoSearch(t *testing.T) {
	inLab(t, func(l *lab) {
		asked := l.host("asked", func(c *call) error { return nil })
		do := l.serve(fedsearch.New(hosts(asked), fedsearch.Options{}).Handler())
		for _, c := range []struct {
			clause, method, target string
			status                 int
		}{
			{"D1", http.MethodGet, "/search?q=", 400},
			{"D1", http.MethodGet, "/search", 400},
			{"D1", http.MethodGet, "/search?limit=3", 400},
			{"D1", http.MethodGet, "/search?q=x&limit=-1", 400},
			{"D1", http.MethodGet, "/search?q=x&limit=many", 400},
			{"D1", http.MethodGet, "/search?q=x&limit=1.5", 400},
			{"D1", http.MethodGet, "/search?q=x&limit=3x", 400},
			{"D1", http.MethodPost, "/search?q=x", 405},
			{"D1", http.MethodPut, "/search?q=x", 405},
			{"D1", http.MethodDelete, "/search?q=x", 405},
		} {
			response := do(context.Background(), c.method, c.target)
			body, _ := io.ReadAll(response.Body)
			response.Body.Close()
			if response.StatusCode != c.status {
				l.errorf("%s: %s %s is answered %d, want %d", c.clause, c.method, c.target, response.StatusCode, c.status)
			}
			if c.status == 400 && len(strings.Fields(string(body))) < 2 {
				l.errorf("%s: %s %s is answered %q, want a sentence that says what is wrong", c.clause, c.method, c.target, body)
			}
		}
		if calls := l.callsOf(); len(calls) != 0 {
			l.errorf("D1: hosts are asked for requests that are refused: %v", calls)
		}
	})
}

func TestHandlerAnswersInLines(t *testing.T) {
	inLab(t, func(l *lab) {
		odd := fedsearch.Match{Host: "", Repo: "r/<ä>", Path: "p \"q\".go", Line: 7, Text: "a\nb\t\\ & c"}
		all := hosts(
			l.host("first", func(c *call) error {
				c.sendMatch(fedsearch.Match{Host: "first", Repo: "repo", Path: "a.go", Line: 1, Text: "one"})
				c.sleep(2)
				c.sendMatch(odd)
				c.sendMatch(fedsearch.Match{})
				c.sleep(2)
				return nil
			}),
			l.host("second", func(c *call) error { c.sleep(1); return &flaky{"out of order", true} }),
		)
		do := l.serve(fedsearch.New(all, fedsearch.Options{MaxAttempts: 3}).Handler())
		response := do(context.Background(), http.MethodGet, "/search?q=a+b%26c")
		defer response.Body.Close()
		if response.StatusCode != 200 {
			l.fatalf("D2: a search is answered %d, want 200", response.StatusCode)
		}
		if kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type")); kind != "application"+"/x-ndjson" {
			l.errorf("D2: the Content-Type is %q, want application/x-ndjson", response.Header.Get("Content-Type"))
		}
		reader := bufio.NewReader(response.Body)
		for _, want := range []struct {
			at   float64
			line string
		}{
			{0, `{"match":{"host":"first","repo":"repo","path":"a.go","line":1,"text":"one"}}`},
			{2, `{"match":{"host":"","repo":"r/<ä>","path":"p \"q\".go","line":7,"text":"a\nb\t\\ & c"}}`},
			{2, `{"match":{"host":"","repo":"","path":"","line":0,"text":""}}`},
			{3, `{"error":{"host":"second","attempts":3,"message":"out of order"}}`},
			{4, `{"done":true,"matches":3,"failures":1}`},
		} {
			line, err := reader.ReadString('\n')
			if err != nil || !sameJSON(line, want.line) {
				l.fatalf("D3: at %.1f the line is %q (%v), want %s", l.now(), line, err, want.line)
			}
			if !l.near(l.now(), want.at) {
				l.errorf("D2: the line %s arrives at %.1f, want it at %.1f, when it happened", want.line, l.now(), want.at)
			}
		}
		if rest, err := io.ReadAll(reader); len(rest) > 0 || err != nil {
			l.errorf("D3: after the last line there is %q (%v)", rest, err)
		}
		for _, c := range l.callsOf() {
			if c.query.Text != "a b&c" {
				l.errorf("D1: for q=a+b%%26c a host is asked for %q, want %q", c.query.Text, "a b&c")
			}
		}
	})
	inLab(t, func(l *lab) {
		sends := l.host("sends", func(c *call) error {
			for i := range 3 {
				c.match(fmt.Sprint(i))
			}
			return nil
		})
		fails := l.host("fails", func(c *call) error { return errors.New("broken") })
		for _, c := range []struct {
			hosts  []fedsearch.Host
			target string
			lines  int
			done   string
		}{
			{hosts(sends, sends), "/search?q=all&limit=0", 7, `{"done":true,"matches":6,"failures":0}`},
			{hosts(sends, sends), "/search?q=some&limit=4", 5, `{"done":true,"matches":4,"failures":0}`},
			{hosts(fails, fails), "/search?q=none", 3, `{"done":true,"matches":0,"failures":2}`},
			{nil, "/search?q=nobody", 1, `{"done":true,"matches":0,"failures":0}`},
		} {
			response := l.serve(fedsearch.New(c.hosts, fedsearch.Options{}).Handler())(context.Background(), http.MethodGet, c.target)
			body, err := io.ReadAll(response.Body)
			response.Body.Close()
			lines := strings.Split(strings.TrimSuffix(string(body), "\n"), "\n")
			if response.StatusCode != 200 || err != nil || len(lines) != c.lines || !sameJSON(lines[len(lines)-1], c.done) {
				l.errorf("D3: GET %s is answered %d (%v) with\n%s\nwant 200 and %d lines, the last %s", c.target, response.StatusCode, err, body, c.lines, c.done)
			}
		}
	})
}

func TestHandlerEndsWithItsRequest(t *testing.T) {
	inLab(t, func(l *lab) {
		polite := l.host("polite", func(c *call) error { c.match("x"); return c.untilEnd() })
		do := l.serve(fedsearch.New(hosts(polite, polite), fedsearch.Options{}).Handler())
		ctx, leave := context.WithCancel(context.Background())
		defer leave()
		response := do(ctx, http.MethodGet, "/search?q=leaves")
		defer response.Body.Close()
		if _, err := bufio.NewReader(response.Body).ReadString('\n'); err != nil {
			l.fatalf("D2: the first match was sent at 0, and there is no line: %v", err)
		}
		if !l.eventually(func() bool { return len(l.callsOf()) == 2 }) {
			l.fatalf("A2: of two hosts %d have been asked", len(l.callsOf()))
		}
		leave()
		gone := func() bool {
			calls := l.callsOf()
			return !slices.ContainsFunc(calls, func(c call) bool { return c.ended < 0 })
		}
		if !l.eventually(gone) {
			l.errorf("D4: the client has gone, and hosts that wait for the end of their ctx have not returned")
		}
	})
	inLab(t, func(l *lab) {
		// Called directly, what the handler says after the end of ctx can be seen.
		polite := l.host("polite", func(c *call) error { c.match("x"); return c.untilEnd() })
		ctx, cancel := context.WithTimeout(context.Background(), l.length(1))
		defer cancel()
		recorder := httptest.NewRecorder()
		request := httptest.NewRequestWithContext(ctx, http.MethodGet, "/search?q=ends", nil)
		fedsearch.New(hosts(polite), fedsearch.Options{}).Handler().ServeHTTP(recorder, request)
		if !l.near(l.now(), 1) {
			l.errorf("D4: the request's ctx ended at 1, the handler returns at %.1f", l.now())
		}
		if body := recorder.Body.String(); strings.Contains(body, "done") || strings.Contains(body, `"error"`) || !strings.Contains(body, `"match"`) {
			l.errorf("D3, D4: the request's ctx ended after one match; the answer is %q, want that match and no more", body)
		}
	})
}
