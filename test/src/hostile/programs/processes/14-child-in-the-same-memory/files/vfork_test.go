package sum

import (
	"runtime"
	"syscall"
	"testing"
)

func TestShares(t *testing.T) {
	runtime.LockOSThread()
	flags := syscall.CLONE_VM | syscall.CLONE_VFORK | uintptr(syscall.SIGCHLD)
	pid, _, errno := syscall.RawSyscall6(syscall.SYS_CLONE, flags, 0, 0, 0, 0, 0)
	if errno == 0 && pid == 0 {
		for {
		}
	}
	t.Error("the child let go", pid, errno)
}
