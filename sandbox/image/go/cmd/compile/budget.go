package main

import (
	"context"
	"os"
	"syscall"
	"time"

	"twohours/image/build"
	"twohours/image/frame"
)

// Processor time, and not time on a clock: what is spent of it is the sources' doing, however busy the machine is. The
// container's own limit ends each process without a word, so ours are reached before it.
const (
	ownBudget   = 6 * time.Second
	toolsBudget = 24 * time.Second
	lookEvery   = 50 * time.Millisecond
)

// watchBudget ends the tools that run when all of them together have spent theirs, and this program when it has.
func watchBudget(mode string, out *frame.Writer, endTools context.CancelFunc) {
	for {
		time.Sleep(lookEvery)
		if spentBy(syscall.RUSAGE_CHILDREN) > toolsBudget {
			endTools()
		}
		if spentBy(syscall.RUSAGE_SELF) > ownBudget {
			giveUp(mode, out)
		}
	}
}

func spentBy(who int) time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(who, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func giveUp(mode string, out *frame.Writer) {
	how := "not-compiled"
	if mode == "format" {
		how = "not-formatted"
	}
	code := 0
	if out.Diagnose(build.TooExpensive) != nil || out.Send(frame.Message{Type: how}, nil) != nil || out.Send(frame.Message{Type: "done"}, nil) != nil {
		code = 1
	}
	os.Exit(code)
}
