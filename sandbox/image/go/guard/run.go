package aguard

import (
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"twohours/image/cgroup"
)

// stragglersMs is how long goroutines that outlive the last test may still show a race, and the sleep that a race
// binary makes at exit otherwise (a second by default, and it cannot be told: its environment is unreadable).
const stragglersMs = 50

// freshCode is what the process ends with when the rest of its tests need another one.
const freshCode = 5

var (
	races    func() int
	lastTest string
	// early is how many races had been reported when the first test began.
	early int
	// settled is how many races had been reported when the last test ended.
	settled int
	// unfit says that what a test left behind would harm the next.
	unfit bool
)

// Main runs those of all that the sandbox asked for, in its order, and never returns. sharesProcess says that code under
// test is in this program. Where it is not, it is in programs that these tests start, and could start them in turn, to be
// told by failing tests what they expect: so they run as process 1 or not at all.
func Main(sharesProcess bool, raceErrors func() int, run func([]testing.InternalTest) int, all []testing.InternalTest) {
	if !sharesProcess && !isProcess1 {
		die("these tests are process 1's")
	}
	races = raceErrors
	var chosen []testing.InternalTest
	for _, name := range given.Tests {
		function, _, _ := strings.Cut(name, "#")
		for _, test := range all {
			if test.Name == function {
				chosen = append(chosen, testing.InternalTest{Name: name, F: track(name, test.F)})
			}
		}
	}
	defineFlags()
	if isProcess1 {
		go func() { finish(run(chosen)) }()
		reapOrphans()
	}
	code := run(chosen)
	time.Sleep(stragglersMs * time.Millisecond)
	finish(code)
}

func finish(code int) {
	mu.Lock()
	chargeLate()
	sayLocked(record{Kind: "exit", Code: code})
	syscall.Exit(code)
}

// track reports the start and the end of one test. Whatever the test's own T claims, only one that returned, did not
// fail, did not skip and saw no race has passed.
func track(name string, test func(*testing.T)) func(*testing.T) {
	return func(t *testing.T) {
		started := time.Now()
		watch := time.AfterFunc(time.Duration(given.PerTestMs)*time.Millisecond, func() { timedOut(name, started) })
		begin(name)
		returned := false
		// Registered first, so it runs last: after the test's own clean-ups and its subtests.
		t.Cleanup(func() {
			watch.Stop()
			elapsed := time.Since(started)
			status := "passed"
			switch {
			case t.Failed():
				status = "failed"
			case t.Skipped():
				status = "failed"
				write(2, []byte("This test was skipped, which counts as failed.\n"))
			case !returned:
				// A panic or a runtime.Goexit is on its way up; the process is about to end.
				status = "crashed"
			}
			end(name, status, elapsed)
		})
		defer func() {
			value := recover()
			if about, is := bubbleDeadlock(value); is {
				// What woke its goroutines would wake a root that is gone, and a bubble is never taken down.
				unfit, returned = true, true
				t.Fail()
				write(2, []byte(about))
			} else if value != nil {
				panic(value)
			}
		}()
		test(t)
		returned = true
	}
}

func begin(name string) {
	mu.Lock()
	defer mu.Unlock()
	if lastTest == "" {
		early = races()
		settled = early
	}
	chargeLate()
	if settled > early || unfit {
		// Each race is reported once: in this process it would go unseen in the tests to come.
		sayLocked(record{Kind: "fresh"})
		syscall.Exit(freshCode)
	}
	restore()
	sayLocked(record{Kind: "start", Test: name})
	lastTest = name
}

func end(name, status string, elapsed time.Duration) {
	var since cgroup.Counts
	if isProcess1 {
		unfit = !endAll() || unfit
		since = countNew()
	}
	mu.Lock()
	defer mu.Unlock()
	if now := races(); now > settled {
		settled, status = now, "raced"
	}
	if early > 0 && status == "passed" {
		// Without this an init function could have its races reported where they cost nothing.
		status = "raced"
		write(2, []byte("A data race was reported before the first test began, which counts for every test.\n"))
	}
	sayLocked(record{Kind: "end", Test: name, Status: status, ElapsedMs: elapsed.Milliseconds(), OutOfMemory: since.OutOfMemory, OutOfProcesses: since.OutOfProcesses})
}

// chargeLate charges races that were reported after a test had ended, and before the next began, to that test.
func chargeLate() {
	now := races()
	if now > settled && lastTest != "" {
		sayLocked(record{Kind: "raced-late", Test: lastTest})
	}
	settled = now
}

// timedOut ends the process, since nothing can end a goroutine, and leaves every stack for whoever reads the result. The
// record is first: with a goroutine that will not be interrupted, nobody's stack can be had.
func timedOut(name string, started time.Time) {
	mu.Lock()
	r := record{Kind: "timeout", Test: name, ElapsedMs: time.Since(started).Milliseconds()}
	if isProcess1 {
		since := countNew()
		r.OutOfMemory, r.OutOfProcesses = since.OutOfMemory, since.OutOfProcesses
	}
	sayLocked(r)
	write(2, slices.Concat([]byte("This test did not end in its time. What every goroutine was doing:\n\n"), allStacks(), []byte("\n")))
	syscall.Exit(4)
}
