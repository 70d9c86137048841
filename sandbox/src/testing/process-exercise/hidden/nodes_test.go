package sum_test

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"
)

// proxy stands in front of a program, and can be cut.
type proxy struct {
	net.Listener
	to string

	mu    sync.Mutex
	isCut bool
	open  []net.Conn
}

func newProxy(t *testing.T, to string) *proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	p := &proxy{Listener: listener, to: to}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go p.serve(conn)
		}
	}()
	return p
}

func (p *proxy) serve(conn net.Conn) {
	p.mu.Lock()
	isCut := p.isCut
	p.open = append(p.open, conn)
	p.mu.Unlock()
	defer func() { _ = conn.Close() }()
	if isCut {
		return
	}
	behind, err := net.Dial("tcp", p.to)
	if err != nil {
		return
	}
	go func() { _, _ = io.Copy(behind, conn) }()
	_, _ = io.Copy(conn, behind)
	_ = behind.Close()
}

func (p *proxy) cut(isCut bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.isCut = isCut
	for _, conn := range p.open {
		_ = conn.Close()
	}
	p.open = nil
}

var client = &http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// ask has one node ask another.
func ask(t *testing.T, node, peer string) string {
	t.Helper()
	response, err := client.Get("http://" + node + "/ask?peer=" + url.QueryEscape(peer))
	if err != nil {
		return "error"
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return "error"
	}
	return string(body)
}

func TestThreeNodes(t *testing.T) {
	a, b, c := run(t, "node", "a"), run(t, "node", "b"), run(t, "node", "c")
	atA, atB, atC := a.firstLine(), b.firstLine(), c.firstLine()
	front := newProxy(t, atB)
	is := func(when, node, peer, want string) {
		t.Helper()
		if got := ask(t, node, peer); got != want {
			t.Errorf("%s: got %q, want %q", when, got, want)
		}
	}
	is("all there", atA, atC, "c")
	is("through the proxy", atA, front.Addr().String(), "b")
	front.cut(true)
	is("cut off", atA, front.Addr().String(), "error")
	front.cut(false)
	is("no longer cut off", atA, front.Addr().String(), "b")
	c.pause()
	is("paused", atA, atC, "error")
	c.resume()
	is("resumed", atA, atC, "c")
	b.kill()
	if err := b.ended(); err == nil || err.Error() != "signal: killed" {
		t.Errorf("killed: it ended with %v", err)
	}
	is("killed", atC, atB, "error")
}

func TestWrong(t *testing.T) {
	if got := ask(t, run(t, "node", "a").firstLine(), run(t, "node", "b").firstLine()); got != "c" {
		t.Errorf("got %q, want %q", got, "c")
	}
}
