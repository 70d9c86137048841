package sum

import (
	"os/signal"
	"runtime"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

func TestMain(m *testing.M) {
	for number := range 65 {
		signal.Ignore(syscall.Signal(number))
	}
	for range 8 {
		go stay()
	}
	stay()
}

func stay() {
	runtime.LockOSThread()
	all := ^uint64(0)
	syscall.RawSyscall6(syscall.SYS_RT_SIGPROCMASK, 0, uintptr(unsafe.Pointer(&all)), 0, 8, 0, 0)
	for {
		time.Sleep(time.Second)
	}
}
