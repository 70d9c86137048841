package probe_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// Each takes more than it may have, and stops well above that: should nothing hold it, it harms nobody, and says so.
const (
	mostBytes   = 256 << 20
	mostThreads = 128
	mostOutput  = 8 << 20
)

// unheld ends the process of a probe that got all it wanted, so that the next one finds a container that is fresh either way.
func unheld(format string, args ...any) {
	fmt.Printf("wrong: "+format+"\n", args...)
	os.Exit(9)
}

func TestMemory(t *testing.T) {
	const step = 4 << 20
	for taken := 0; taken < mostBytes; taken += step {
		// Not Go's own, which the race detector would double.
		block, err := syscall.Mmap(-1, 0, step, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
		if err != nil {
			unheld("refused after %d MiB, and not ended: %v", taken>>20, err)
		}
		for i := 0; i < step; i += 4096 {
			block[i] = 1
		}
	}
	unheld("%d MiB could be used", mostBytes>>20)
}

func TestProcesses(t *testing.T) {
	started := make(chan struct{})
	for range mostThreads {
		go func() {
			runtime.LockOSThread()
			started <- struct{}{}
			_ = syscall.Pause()
		}()
		<-started
	}
	unheld("%d threads could be started", mostThreads)
}

func TestFlood(t *testing.T) {
	line := strings.Repeat("flood ", 10_000) + "\n"
	for sent := 0; sent < mostOutput; sent += len(line) {
		fmt.Print(line)
	}
	unheld("%d MiB could be printed", mostOutput>>20)
}
