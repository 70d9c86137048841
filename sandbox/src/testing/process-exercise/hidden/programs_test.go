package sum_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// program is where cmd/<name> lies. The sandbox has built it and says where; on one's own machine it is built here, once.
func program(t *testing.T, name string) string {
	t.Helper()
	if dir := os.Getenv("TWOHOURS_BIN"); dir != "" {
		return filepath.Join(dir, name)
	}
	builds.Lock()
	defer builds.Unlock()
	if path, isBuilt := builds.paths[name]; isBuilt {
		return path
	}
	dir, err := os.MkdirTemp("", "programs")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	if out, err := exec.Command("go", "build", "-o", path, "./cmd/"+name).CombinedOutput(); err != nil {
		t.Fatalf("cmd/%s does not compile: %v\n%s", name, err, out)
	}
	builds.paths[name] = path
	return path
}

var builds = struct {
	sync.Mutex
	paths map[string]string
}{paths: map[string]string{}}

// process is one program of the candidate's, running. It is ended with the test.
type process struct {
	t   *testing.T
	cmd *exec.Cmd
	out *capped
}

func commandOf(t *testing.T, name string, args ...string) *exec.Cmd {
	t.Helper()
	return exec.Command(program(t, name), args...)
}

// run starts cmd/<name>. It gets a process group of its own, so that what it starts is signalled with it.
func run(t *testing.T, name string, args ...string) *process {
	t.Helper()
	p := &process{t: t, cmd: commandOf(t, name, args...), out: &capped{}}
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	// Whoever it leaves behind may hold the pipe.
	p.cmd.WaitDelay = 100 * time.Millisecond
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("%s does not start: %v", name, err)
	}
	t.Cleanup(func() {
		p.kill()
		_ = p.cmd.Wait()
		t.Logf("%s %q printed:\n%s", name, args, p.out)
	})
	return p
}

func (p *process) resume() { p.signal(syscall.SIGCONT) }
func (p *process) kill()   { p.signal(syscall.SIGKILL) }

// pause returns once every thread of the program has stopped: until then those that have not heard of it work on.
func (p *process) pause() {
	p.t.Helper()
	p.signal(syscall.SIGSTOP)
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if p.hasStopped() {
			return
		}
	}
	p.t.Fatal("it has not stopped within ten seconds")
}

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

func (p *process) signal(s syscall.Signal) {
	if err := syscall.Kill(-p.cmd.Process.Pid, s); err != nil && !errors.Is(err, syscall.ESRCH) {
		p.t.Errorf("%v: %v", s, err)
	}
}

// firstLine waits for what a program says when it is there.
func (p *process) firstLine() string {
	p.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if line, err := bufio.NewReader(bytes.NewReader(p.out.bytes())).ReadString('\n'); err == nil {
			return line[:len(line)-1]
		}
	}
	p.t.Fatal("it has said nothing within ten seconds")
	return ""
}

// ended waits for it to end by itself.
func (p *process) ended() error {
	p.t.Helper()
	done := make(chan error, 1)
	go func() { done <- p.cmd.Wait() }()
	select {
	case err := <-done:
		return err
	case <-time.After(10 * time.Second):
		p.t.Fatal("it has not ended within ten seconds")
		return nil
	}
}

// capped keeps the first of what a program prints, and takes the rest: the memory is ours.
type capped struct {
	mu   sync.Mutex
	kept []byte
}

func (c *capped) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if room := 4<<10 - len(c.kept); room > 0 {
		c.kept = append(c.kept, p[:min(room, len(p))]...)
	}
	return len(p), nil
}

func (c *capped) bytes() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bytes.Clone(c.kept)
}

func (c *capped) String() string { return string(c.bytes()) }
