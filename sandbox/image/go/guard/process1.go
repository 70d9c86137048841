package aguard

import (
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"

	"twohours/image/cgroup"
)

// spareThreads are made before any test begins: a test program that cannot start a thread dies of it, and its children may
// use up the limit at any time. Each child that a test waits for takes one.
const spareThreads = 24

// stream is the container's standard input. It closes when the sandbox is gone or has no more use for us.
var stream int

// orphans is told when a child has ended.
var orphans = make(chan os.Signal, 1)

// takeOver makes us a process 1 that its children cannot end: whatever they send is caught, and dropped.
func takeOver() {
	// The main goroutine stays on the main thread: see reapOrphans.
	runtime.LockOSThread()
	signal.Notify(make(chan os.Signal, 1))
	signal.Notify(orphans, syscall.SIGCHLD)
	var made, over sync.WaitGroup
	over.Add(1)
	for range spareThreads {
		made.Add(1)
		go func() {
			runtime.LockOSThread()
			made.Done()
			over.Wait()
			// A thread that is unlocked is kept.
			runtime.UnlockOSThread()
		}()
	}
	made.Wait()
	over.Done()
	go func() {
		rest := make([]byte, 512)
		for {
			n, err := syscall.Read(stream, rest)
			if err == syscall.EINTR || n > 0 {
				continue
			}
			syscall.Exit(3)
		}
	}()
}

// keepStream moves the container's standard input to where no child inherits it.
func keepStream() {
	private, _, errno := syscall.Syscall(syscall.SYS_FCNTL, 0, syscall.F_DUPFD_CLOEXEC, uintptr(given.Fd))
	if errno != 0 {
		die("no descriptor for the stream")
	}
	stream = int(private)
}

// wNoThread restricts waiting to children of the calling thread.
const wNoThread = 0x20000000

// reapOrphans is what the main thread does, and never returns. The kernel gives orphans to the main thread of process 1,
// and a child that a test starts to the thread that started it, which is never this one: so what is reaped here is nobody's
// to wait for, and a test that waits for its child finds it.
func reapOrphans() {
	for range orphans {
		for {
			pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG|wNoThread, nil)
			if err != syscall.EINTR && pid <= 0 {
				break
			}
		}
	}
}

// endAll ends every other process here, and empties the temporary folder: the next test begins alone. It says whether it will.
func endAll() bool {
	for {
		// As process 1 we may: -1 means all others.
		if err := syscall.Kill(-1, syscall.SIGKILL); err == syscall.ESRCH {
			break
		}
		if _, err := syscall.Wait4(-1, nil, 0, nil); err == syscall.ECHILD {
			// Whoever else waited was quicker; the dead are still counted until they have.
			time.Sleep(time.Millisecond)
		}
	}
	return empty("/tmp") == nil
}

// empty deletes all that a folder holds. Nobody else is there any more to put links in its way.
func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if entry.IsDir() {
			// Its owner may have made it unreadable.
			if err := os.Chmod(path, 0o700); err != nil {
				return err
			}
			if err := empty(path); err != nil {
				return err
			}
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// counted is what the cgroup had counted when somebody last asked.
var counted cgroup.Counts

func countNew() cgroup.Counts {
	now := cgroup.Read()
	since := now.Since(counted)
	counted = now
	return since
}
