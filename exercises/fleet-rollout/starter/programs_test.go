package fleet_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Real processes of cmd/node, for tests.

// program is where cmd/<name> lies. The sandbox has built it and says where; on one's own machine it is built here, once.
func program(name string) (string, error) {
	if dir := os.Getenv("TWOHOURS_BIN"); dir != "" {
		return filepath.Join(dir, name), nil
	}
	builds.Lock()
	defer builds.Unlock()
	if path, isBuilt := builds.paths[name]; isBuilt {
		return path, nil
	}
	dir, err := os.MkdirTemp("", "programs")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, name)
	if out, err := exec.Command("go", "build", "-o", path, "./cmd/"+name).CombinedOutput(); err != nil {
		return "", fmt.Errorf("cmd/%s does not compile: %v\n%s", name, err, out)
	}
	builds.paths[name] = path
	return path, nil
}

var builds = struct {
	sync.Mutex
	paths map[string]string
}{paths: map[string]string{}}

// process is a running program.
type process struct {
	cmd    *exec.Cmd
	stdout *capped
	stderr *capped
	// ended is closed when the program has ended; err says how.
	ended chan struct{}
	err   error
}

// start starts cmd/<name> with this environment (NAME=value) and no other. It gets a process group of its own, so that
// what it starts is signalled with it.
func start(name string, env ...string) (*process, error) {
	path, err := program(name)
	if err != nil {
		return nil, err
	}
	p := &process{cmd: exec.Command(path), stdout: &capped{}, stderr: &capped{}, ended: make(chan struct{})}
	p.cmd.Env = append([]string{}, env...)
	p.cmd.Stdout, p.cmd.Stderr = p.stdout, p.stderr
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	// Whoever it leaves behind may hold the pipe.
	p.cmd.WaitDelay = 5 * time.Second
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("cmd/%s does not start: %w", name, err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

func (p *process) signal(s syscall.Signal) error {
	if err := syscall.Kill(-p.cmd.Process.Pid, s); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("%v: %w", s, err)
	}
	return nil
}

// kill ends it the hard way, and waits for it.
func (p *process) kill() {
	_ = p.signal(syscall.SIGKILL)
	<-p.ended
}

// pause returns once every thread of the program has stopped: until then those that have not heard of it work on.
func (p *process) pause() error {
	if err := p.signal(syscall.SIGSTOP); err != nil {
		return err
	}
	if !waitFor(10*time.Second, p.hasStopped) {
		return errors.New("it has not stopped within ten seconds")
	}
	return nil
}

func (p *process) resume() error { return p.signal(syscall.SIGCONT) }

func (p *process) hasStopped() bool {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", p.cmd.Process.Pid))
	for _, thread := range threads {
		text, readErr := os.ReadFile(thread)
		// Behind the name, which is in brackets and can be anything.
		if state := bytes.LastIndexByte(text, ')') + 2; readErr != nil || state >= len(text) || text[state] != 'T' {
			return false
		}
	}
	return err == nil && len(threads) > 0
}

// endsWithin waits for it to end by itself.
func (p *process) endsWithin(d time.Duration) bool {
	select {
	case <-p.ended:
		return true
	case <-time.After(d):
		return false
	}
}

// hasEnded says whether it has ended by now.
func (p *process) hasEnded() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// waitFor asks again and again until it is so, or the time is over.
func waitFor(d time.Duration, isSo func() bool) bool {
	for deadline := time.Now().Add(d); ; time.Sleep(10 * time.Millisecond) {
		if isSo() {
			return true
		}
		if time.Now().After(deadline) {
			return false
		}
	}
}

// freeAddress is one on loopback where nobody listens, from a range that the system does not hand out itself.
func freeAddress() (string, error) {
	for range 100 {
		address := fmt.Sprintf("127.0.0.1:%d", 20000+rand.IntN(10000))
		if listener, err := net.Listen("tcp", address); err == nil {
			return address, listener.Close()
		}
	}
	return "", errors.New("no address is free")
}

// runningNode is a process of cmd/node in a test. It ends with the test.
type runningNode struct {
	*process
	name, address string
}

// startNode starts a node that uses this store, with a lease of one second and a short pause between builds. Env changes
// and adds variables.
func startNode(t *testing.T, s *fleetStore, name string, env ...string) *runningNode {
	t.Helper()
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	env = append([]string{
		"NODE_ID=" + name,
		"LISTEN=" + address,
		"STORE_URL=" + s.door(name),
		"STORE_TOKEN=" + s.secret,
		"LEASE_TTL=1s",
		"BUILD_INTERVAL=50ms",
	}, env...)
	p, err := start("node", env...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("%s printed:\n%s%s", name, p.stdout.short(), p.stderr.short())
		}
	})
	return &runningNode{p, name, address}
}

// patient is for requests whose answer may take a while; nothing is kept open.
var patient = &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// get asks the node. Where there is no answer the status is 0.
func (n *runningNode) get(path string) (status int, body string) {
	response, err := patient.Get("http://" + n.address + path)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, err.Error()
	}
	return response.StatusCode, string(text)
}

// answers waits until the node answers path with this status.
func (n *runningNode) answers(path string, want int) bool {
	return waitFor(10*time.Second, func() bool { status, _ := n.get(path); return status == want })
}

// capped keeps the first and the last of what a program prints: the memory is ours.
type capped struct {
	mu          sync.Mutex
	first, last []byte
	isCut       bool
}

func (c *capped) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	room := min(8<<10-len(c.first), len(p))
	c.first = append(c.first, p[:room]...)
	c.last = append(c.last, p[room:]...)
	if most := 8 << 10; len(c.last) > most {
		c.isCut = true
		c.last = append(c.last[:0], c.last[len(c.last)-most:]...)
	}
	return len(p), nil
}

func (c *capped) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.isCut {
		return string(c.first) + "\n[…]\n" + string(c.last)
	}
	return string(c.first) + string(c.last)
}

// short is what a reader of a failed test can do with.
func (c *capped) short() string {
	const most = 1 << 10
	text := c.String()
	if len(text) <= 2*most {
		return text
	}
	return text[:most] + "\n[…]\n" + text[len(text)-most:]
}
