package fedsearch_test

import (
	"fmt"
	"math"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

/*
A lab is the world of one test. It is a bubble of testing/synctest, where time is fake and passes only when everybody
waits. Waiting for a mutex does not count as waiting there, so a bubble in which a mutex is held for a while comes to a
stop, and so does one in which somebody spins. Neither is a failure by itself: such a test is repeated on real time.
Hence lengths are multiples of a unit, what must happen is waited for, and what must not is looked at a unit later.

A goroutine that the solution leaves behind keeps a bubble from ending. That too is a failure only of the tests that are
about it.
*/
type lab struct {
	tb     testing.TB // for test servers alone: failures are the lab's, as a bubble may be given up
	bubble string     // its name in stack dumps; "" on real time
	unit   time.Duration
	start  time.Time
	older  map[string]bool // goroutines that were there before
	over   chan struct{}   // closed at the end: hosts that hang return

	mu       sync.Mutex
	failures []string
	done     bool // the body has ended, or has been given up
	calls    []*call
}

// endOfTest is what fatalf panics with.
type endOfTest struct{}

const (
	bubbleUnit   = time.Second
	realTimeUnit = 30 * time.Millisecond
	// A test takes milliseconds in a bubble. One that goes on for longer is at a stop, or spins: then it takes all the
	// processor time that it can get.
	bubblePatience    = 20 * time.Second
	bubblePatienceCPU = 2 * time.Second
)

// realTimePatience is far more than any test takes.
func realTimePatience(unit time.Duration) time.Duration { return 5*time.Second + 60*unit }

// spinning is set when a bubble was given up with somebody running in it, who will run on: one of these is enough.
var spinning atomic.Bool

// inLab runs body in a bubble, and again on real time if the bubble comes to a stop.
func inLab(t *testing.T, body func(l *lab)) {
	t.Helper()
	if !spinning.Load() {
		failures, stopped := inBubble(t, body)
		if !stopped {
			report(t, failures)
			return
		}
		t.Log("a mutex is held while time passes, or somebody spins: repeated on real time")
	}
	onRealTime(t, body)
}

// onRealTimeOnce is for tests that a right solution passes whatever the luck, and a wrong one only with a lot of it. They
// do so much that a machine on which a lot else goes on needs seconds.
func onRealTimeOnce(t *testing.T, body func(l *lab)) {
	t.Helper()
	failures, _ := runOnRealTime(t, realTimeUnit, 20*time.Second, body)
	report(t, failures)
}

// onRealTime runs body on real time. A busy machine can upset that, so it has a second, slower chance.
func onRealTime(t *testing.T, body func(l *lab)) {
	t.Helper()
	failures, ended := runOnRealTime(t, realTimeUnit, realTimePatience(realTimeUnit), body)
	if len(failures) > 0 && ended {
		failures, _ = runOnRealTime(t, 5*realTimeUnit, realTimePatience(5*realTimeUnit), body)
	}
	report(t, failures)
}

// report ends the test if there are failures: what follows would mostly say the same again.
func report(t *testing.T, failures []string) {
	t.Helper()
	if len(failures) > 0 {
		defer t.FailNow()
	}
	for i, failure := range failures {
		if i == 8 {
			t.Errorf("… and %d more", len(failures)-i)
			return
		}
		t.Error(failure)
	}
}

func inBubble(t *testing.T, body func(l *lab)) (failures []string, stopped bool) {
	l := &lab{unit: bubbleUnit, older: map[string]bool{}}
	ended := make(chan any, 1)
	begun := make(chan struct{})
	go func() {
		// If goroutines of the bubble are left blocked, Test panics in this goroutine, where it can be recovered.
		defer func() { ended <- recover() }()
		synctest.Test(t, func(tb *testing.T) {
			l.bubble = bubbleOf(ownStack())
			close(begun)
			l.run(tb, body)
		})
	}()
	<-begun
	begin, beginCPU := time.Now(), processorTime()
	for blocked := 0; blocked < 3; {
		select {
		case deadlock := <-ended:
			if failures, done := l.give(); done {
				return failures, false
			}
			return append(failures, fmt.Sprintf("the test cannot go on: everybody waits for ever (%v)%s", deadlock, l.stacks())), false
		case <-time.After(100 * time.Millisecond):
		}
		// More than once, as a goroutine can be just about to take a mutex.
		if blocked++; !l.isBlocked() {
			blocked = 0
		}
		if time.Since(begin) > bubblePatience || processorTime()-beginCPU > bubblePatienceCPU {
			spinning.Store(true)
			break
		}
	}
	failures, done := l.give()
	return failures, !done
}

// processorTime is what this process has used so far.
func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func runOnRealTime(t *testing.T, unit, patience time.Duration, body func(l *lab)) (failures []string, ended bool) {
	l := &lab{unit: unit, older: map[string]bool{}}
	for _, g := range goroutines() {
		l.older[g.id] = true
	}
	end := make(chan struct{})
	go func() {
		defer close(end)
		l.run(t, body)
	}()
	select {
	case <-end:
		failures, _ = l.give()
		return failures, true
	case <-time.After(patience):
		failures, _ = l.give()
		return append(failures, fmt.Sprintf("the test has not ended after %v%s", patience, l.stacks())), false
	}
}

func (l *lab) run(tb testing.TB, body func(l *lab)) {
	l.tb, l.start, l.over = tb, time.Now(), make(chan struct{})
	defer func() {
		if r := recover(); r != nil && r != (endOfTest{}) {
			l.errorf("a panic: %v\n%s", r, debug.Stack())
		}
		close(l.over)
		l.mu.Lock()
		l.done = true
		l.mu.Unlock()
	}()
	body(l)
}

// give returns the failures and whether the body has ended; what is reported later is dropped.
func (l *lab) give() (failures []string, done bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	failures, done = l.failures, l.done
	l.failures, l.done = nil, true
	return failures, done
}

// errorf reports a failure; by convention the message begins with the clause.
func (l *lab) errorf(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.done {
		l.failures = append(l.failures, fmt.Sprintf(format, args...))
	}
}

// fatalf reports a failure and ends the test. For the body's goroutine only.
func (l *lab) fatalf(format string, args ...any) {
	l.errorf(format, args...)
	panic(endOfTest{})
}

// do runs f beside the test; a panic in it is a failure.
func (l *lab) do(f func()) (ended <-chan struct{}) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if r := recover(); r != nil {
				l.errorf("a panic: %v\n%s", r, debug.Stack())
			}
		}()
		f()
	}()
	return done
}

func (l *lab) length(units float64) time.Duration {
	return time.Duration(units * float64(l.unit))
}

func (l *lab) sleep(units float64) { time.Sleep(l.length(units)) }

// now is the time since the test began, in units.
func (l *lab) now() float64 { return float64(time.Since(l.start)) / float64(l.unit) }

// settle waits until everybody has done what can be done without time passing.
func (l *lab) settle() {
	if l.bubble != "" {
		synctest.Wait()
	} else {
		l.sleep(0.5)
	}
}

// eventually waits until is says true: in a bubble without time passing, on real time for a good while.
func (l *lab) eventually(is func() bool) bool {
	l.settle()
	for deadline := l.now() + 40; l.bubble == "" && !is() && l.now() < deadline; {
		l.sleep(0.2)
	}
	return is()
}

// near reports whether a time in units is the one wanted: exactly so in a bubble, roughly and never before on real time.
func (l *lab) near(got, want float64) bool {
	if l.bubble != "" {
		return math.Abs(got-want) <= 0.05
	}
	return got >= want-0.3 && got <= want+12
}

// stacks are the goroutines of the solution, for a message.
func (l *lab) stacks() string {
	var all strings.Builder
	for i, g := range l.goroutines() {
		if i == 3 {
			all.WriteString("\n…")
			break
		}
		all.WriteString("\n\n" + g.short())
	}
	return all.String()
}
