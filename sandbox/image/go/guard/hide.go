package aguard

import (
	"syscall"
	"time"
)

// hideWithin is how long the sandbox may take to make this program unreadable.
const hideWithin = 3 * time.Second

// hide waits until nobody in the container can read this program any more, and with it the hidden tests. Where a runtime
// executes what cannot be read it never could be; gVisor does not, and there the sandbox takes the permission away as soon
// as it has heard the first record. No code under test has run by then.
func hide() {
	for until := time.Now().Add(hideWithin); ; time.Sleep(time.Millisecond) {
		fd, err := syscall.Open("/proc/self/exe", syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
		if err != nil {
			return
		}
		_ = syscall.Close(fd)
		if time.Now().After(until) {
			die("this program can be read")
		}
	}
}
