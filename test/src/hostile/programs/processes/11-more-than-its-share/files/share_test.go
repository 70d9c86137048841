package sum

import (
	"os"
	"syscall"
	"testing"
	"unsafe"
)

func TestPriorities(t *testing.T) {
	realTime := [1]uint32{99}
	cores := [1]uint64{^uint64(0)}
	const ioprioSet, best = 251, 1<<13 | 0
	for name, call := range map[string][4]uintptr{
		"nice":      {syscall.SYS_SETPRIORITY, syscall.PRIO_PROCESS, 0, ^uintptr(19)},
		"ioprio":    {ioprioSet, 1, 0, best},
		"scheduler": {syscall.SYS_SCHED_SETSCHEDULER, 0, 1, uintptr(unsafe.Pointer(&realTime))},
		"affinity":  {syscall.SYS_SCHED_SETAFFINITY, 0, 8, uintptr(unsafe.Pointer(&cores))},
		"attribute": {314, 0, uintptr(unsafe.Pointer(&cores)), 0},
		"lock":      {syscall.SYS_MLOCKALL, 3, 0, 0},
	} {
		if _, _, errno := syscall.RawSyscall(call[0], call[1], call[2], call[3]); errno != syscall.EPERM {
			t.Error(name, errno)
		}
	}
}

func TestOutOfMemoryScore(t *testing.T) {
	for _, path := range []string{"/proc/self/oom_score_adj", "/proc/1/oom_score_adj"} {
		if err := os.WriteFile(path, []byte("-1000"), 0); err == nil {
			t.Error(path, "took it")
		}
	}
}

func TestLimits(t *testing.T) {
	for name, resource := range map[string]int{"files": syscall.RLIMIT_NOFILE, "size": syscall.RLIMIT_FSIZE, "core": syscall.RLIMIT_CORE} {
		all := ^uint64(0) >> 1
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: all, Max: all}); err == nil {
			t.Error(name, "was raised")
		}
	}
}
