package sum

import (
	"runtime"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

func TestWorld(t *testing.T) {
	go func() {
		runtime.LockOSThread()
		all := ^uint64(0)
		syscall.RawSyscall6(syscall.SYS_RT_SIGPROCMASK, 0, uintptr(unsafe.Pointer(&all)), 0, 8, 0, 0)
		for {
		}
	}()
	time.Sleep(50 * time.Millisecond)
	runtime.GC()
}
