package sum_test

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// alone fails where anything of an earlier test is left.
func alone(t *testing.T) {
	t.Helper()
	if os.Getenv("TWOHOURS_BIN") == "" {
		return
	}
	if others, _ := filepath.Glob("/proc/[0-9]*"); len(others) != 1 {
		for _, other := range others {
			command, _ := os.ReadFile(other + "/cmdline")
			t.Errorf("%s is there: %q", other, command)
		}
	}
	if left, err := os.ReadDir("/tmp"); err != nil || len(left) > 0 {
		t.Errorf("in /tmp: %v, %v", left, err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:4000")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
}

// theyDo runs the bad program to its end.
func theyDo(t *testing.T, what string) *process {
	t.Helper()
	alone(t)
	p := run(t, "bad", what)
	_ = p.ended()
	return p
}

func TestSignals(t *testing.T) {
	witness := newStore(t)
	if p := theyDo(t, "signals"); !strings.Contains(p.out.String(), "done") {
		t.Error("it did not get to its end")
	}
	witness.expect(t, 0)
}

func TestSpy(t *testing.T) {
	alone(t)
	_ = run(t, "node", "a").firstLine()
	p := run(t, "bad", "spy")
	_ = p.ended()
	if got := p.out.String(); got != "done\n" {
		t.Error(got)
	}
}

// TestForged fails, whatever the program writes.
func TestForged(t *testing.T) {
	theyDo(t, "forge")
	newStore(t).expect(t, 1)
}

func TestFlood(t *testing.T) { theyDo(t, "flood") }

func TestMemory(t *testing.T) {
	alone(t)
	if err := run(t, "bad", "memory").ended(); err == nil || err.Error() != "signal: killed" {
		t.Errorf("it ended with %v", err)
	}
}

func TestFork(t *testing.T) {
	alone(t)
	run(t, "bad", "fork")
	store := newStore(t)
	// Long enough for it to have used up everything.
	for range 50 {
		time.Sleep(20 * time.Millisecond)
		response, err := client.Get("http://" + store.address)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
	}
	store.expect(t, 50)
	// And we need threads of our own meanwhile.
	var asleep sync.WaitGroup
	for range 12 {
		asleep.Go(func() { _ = syscall.Nanosleep(&syscall.Timespec{Nsec: 100_000_000}, nil) })
	}
	asleep.Wait()
}

// TestLateWait waits for a program that has long ended: nobody else has taken its exit code.
func TestLateWait(t *testing.T) {
	alone(t)
	p := run(t, "bad", "exit")
	stat := fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid)
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if text, err := os.ReadFile(stat); err != nil || strings.Contains(string(text), ") Z ") {
			break
		}
	}
	time.Sleep(50 * time.Millisecond)
	if err := p.ended(); err == nil || err.Error() != "exit status 3" {
		t.Errorf("it ended with %v", err)
	}
}

func TestDaemons(t *testing.T) { theyDo(t, "daemons") }

func TestZombies(t *testing.T) {
	if p := theyDo(t, "zombies"); strings.Contains(p.out.String(), "no more processes") {
		t.Error("zombies used up the limit")
	}
}

func TestFill(t *testing.T) { theyDo(t, "fill") }

func TestPorts(t *testing.T) {
	alone(t)
	_ = run(t, "bad", "ports").firstLine()
}

// TestHangs never ends.
func TestHangs(t *testing.T) {
	alone(t)
	run(t, "bad", "sleep")
	select {}
}

// TestLoud lets it print where the sandbox listens.
func TestLoud(t *testing.T) {
	alone(t)
	p := &process{t: t, out: &capped{}}
	p.cmd = commandOf(t, "bad", "flood")
	p.cmd.Stdout, p.cmd.Stderr = os.Stdout, os.Stderr
	_ = p.cmd.Run()
}

// TestPanics is a mistake of ours.
func TestPanics(t *testing.T) {
	alone(t)
	run(t, "bad", "sleep")
	panic("boom")
}

func TestLast(t *testing.T) { alone(t) }

// store counts what programs did, where they cannot reach it.
type store struct {
	address string
	asked   atomic.Int32
}

func newStore(t *testing.T) *store {
	t.Helper()
	s := &store{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = listener.Addr().String()
	server := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { s.asked.Add(1) })}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return s
}

func (s *store) expect(t *testing.T, want int32) {
	t.Helper()
	if got := s.asked.Load(); got != want {
		t.Errorf("the store was asked %d times, not %d", got, want)
	}
}
