package sum

import (
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"
)

func TestSignals(t *testing.T) {
	threads, err := os.ReadDir("/proc/1/task")
	if err != nil {
		t.Fatal(err)
	}
	for number := syscall.Signal(1); number <= 64; number++ {
		_ = syscall.Kill(os.Getppid(), number)
		for _, thread := range threads {
			tid, _ := strconv.Atoi(thread.Name())
			_, _, _ = syscall.RawSyscall(syscall.SYS_TGKILL, 1, uintptr(tid), uintptr(number))
		}
		time.Sleep(time.Millisecond)
	}
	if os.Getppid() != 1 {
		t.Error("process 1 is gone")
	}
}

func TestAfter(t *testing.T) { time.Sleep(100 * time.Millisecond) }
