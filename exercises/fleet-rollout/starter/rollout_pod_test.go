package fleet_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// The rollout simulator, part 5: one pod, as a kubelet runs it. A pod is a process of cmd/node on a port of its own.

// simulatedPod is guarded by its cluster's mutex, apart from what never changes.
type simulatedPod struct {
	simulatedFate
	cluster *simulatedCluster
	address string
	env     []string
	// deleted is closed when the pod is to go, gone when it has.
	deleted, gone chan struct{}
	process       *os.Process
	output        *simulatedTail
}

// simulatedFate is what has become of a pod.
type simulatedFate struct {
	name, version string
	isReady       bool
	readyAt       time.Time
	isTerminating bool
	deletedAt     time.Time
	// terminatedAt (SIGTERM), killedAt (SIGKILL) and exitedAt are zero if it did not come to that.
	terminatedAt, killedAt, exitedAt time.Time
	// exit is such as "exit 0", or empty.
	exit     string
	restarts int
	timeline []string
}

func (p *simulatedPod) note(format string, args ...any) {
	if len(p.timeline) == 40 {
		p.timeline = append(p.timeline, " … and so on")
	}
	if len(p.timeline) > 40 {
		return
	}
	p.timeline = append(p.timeline, fmt.Sprintf("%5.1f %s", time.Since(p.cluster.zero).Seconds(), fmt.Sprintf(format, args...)))
}

// run starts the program, and again after it has ended, until the pod is deleted and the program gone.
func (p *simulatedPod) run() {
	defer close(p.gone)
	for backoff := time.Duration(0); ; backoff = min(max(10*time.Second, 2*backoff), 5*time.Minute) {
		select {
		case <-p.deleted:
			return
		default:
		}
		if isOver := p.runOnce(); isOver {
			return
		}
		p.cluster.change(func() {
			p.restarts++
			p.isReady = false
			p.note("starts anew")
		})
		select {
		case <-p.deleted:
		case <-time.After(backoff):
		}
	}
}

func (p *simulatedPod) runOnce() (isOver bool) {
	c := p.cluster
	command := exec.Command(c.program)
	command.Env = p.env
	command.Stdout, command.Stderr = p.output, p.output
	command.WaitDelay = 100 * time.Millisecond
	if err := command.Start(); err != nil {
		c.change(func() { p.note("does not start: %v", err) })
		return false
	}
	c.change(func() { p.process = command.Process; p.note("started") })
	exited := make(chan struct{})
	go func() {
		err := command.Wait()
		c.change(func() {
			p.exitedAt, p.exit, p.process, p.isReady = time.Now(), "exit 0", nil, false
			if err != nil && !errors.Is(err, exec.ErrWaitDelay) {
				p.exit = err.Error()
			}
			p.note("%s", p.exit)
		})
		close(exited)
	}()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	unhealthy := make(chan struct{}, 1)
	go p.probe(ctx, unhealthy)
	select {
	case <-exited:
		return false
	case <-unhealthy:
		p.terminate(exited)
		return false
	case <-p.deleted:
		cancel()
		p.terminate(exited)
		return true
	}
}

// terminate is what Kubernetes does: the hook, then SIGTERM, and SIGKILL when the grace is over, which the hook is part of.
func (p *simulatedPod) terminate(exited chan struct{}) {
	c := p.cluster
	over := time.NewTimer(c.manifests.grace())
	hook, _ := c.manifests.container().preStop()
	if hook != nil {
		c.change(func() { p.note("preStop begins") })
		select {
		case <-p.play(hook):
			c.change(func() { p.note("preStop has ended") })
		case <-over.C:
			c.change(func() { p.note("the grace is over and preStop is not; 2 s are left") })
			over.Reset(2 * time.Second)
		case <-exited:
			return
		}
	}
	p.signal(syscall.SIGTERM)
	select {
	case <-exited:
		return
	case <-over.C:
		p.signal(syscall.SIGKILL)
	}
	<-exited
}

func (p *simulatedPod) play(hook *kubePause) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if hook.get == nil {
			time.Sleep(hook.wait)
		} else if err := p.get(context.Background(), hook.get, time.Minute); err != nil {
			p.cluster.change(func() { p.note("preStop: %v", err) })
		}
	}()
	return done
}

func (p *simulatedPod) signal(s syscall.Signal) {
	p.cluster.change(func() {
		if p.process == nil {
			return
		}
		if s == syscall.SIGKILL {
			p.killedAt = time.Now()
			p.note("SIGKILL")
		} else {
			p.terminatedAt = time.Now()
			p.note("SIGTERM")
		}
		_ = p.process.Signal(s)
	})
}

// simulatedTail keeps the last of what a program prints.
type simulatedTail struct {
	mu   sync.Mutex
	kept []byte
}

func (t *simulatedTail) Write(text []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, text...)
	if extra := len(t.kept) - 2_000; extra > 0 {
		t.kept = append(t.kept[:0], t.kept[extra:]...)
	}
	return len(text), nil
}

func (t *simulatedTail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.kept)
}

// simulatedPorts are those that were handed out.
var simulatedPorts = struct {
	sync.Mutex
	taken map[int]bool
}{taken: map[int]bool{}}

// simulatedAddress is one where nobody listens, with a port below those that the system gives to whoever connects.
func simulatedAddress() (string, error) {
	simulatedPorts.Lock()
	defer simulatedPorts.Unlock()
	for range 1_000 {
		port := 10_000 + rand.IntN(20_000)
		address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
		if simulatedPorts.taken[port] {
			continue
		}
		if listener, err := net.Listen("tcp", address); err == nil {
			simulatedPorts.taken[port] = true
			return address, listener.Close()
		}
	}
	return "", errors.New("there is no free port between 10000 and 30000")
}
