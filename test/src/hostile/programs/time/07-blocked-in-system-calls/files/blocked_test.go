package sum

import (
	"syscall"
	"testing"
)

func TestBlocked(t *testing.T) {
	for range 24 {
		go block()
	}
	block()
}

func block() {
	for {
		_, _, _ = syscall.RawSyscall(syscall.SYS_PAUSE, 0, 0, 0)
	}
}
