package main

import (
	"syscall"
	"time"

	"twohours/image/cgroup"
)

const (
	lookEvery = 100 * time.Millisecond
	// lastWords is how long programs may still say why they give up.
	lastWords = 200 * time.Millisecond
)

// endIfRefused ends all programs soon after they were refused a thread or a process. What bears that, and tries again,
// would go on until its time is up; then we are ended as well, and nobody could tell any more what it ran into. Once stop
// has returned nothing is ended.
func endIfRefused(before cgroup.Counts) (stop func()) {
	over, gone := make(chan struct{}), make(chan struct{})
	goesOn := func(d time.Duration) bool {
		select {
		case <-over:
			return false
		case <-time.After(d):
			return true
		}
	}
	go func() {
		defer close(gone)
		for cgroup.Read().Since(before).OutOfProcesses == 0 {
			if !goesOn(lookEvery) {
				return
			}
		}
		if goesOn(lastWords) {
			_ = syscall.Kill(-1, syscall.SIGKILL)
		}
	}()
	return func() {
		close(over)
		<-gone
	}
}
