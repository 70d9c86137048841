package sum

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

// refused: calls that are newer than the engine are said not to be there, all others not to be allowed.
func refused(t *testing.T, name string, call uintptr, arguments ...uintptr) {
	t.Helper()
	var a [6]uintptr
	copy(a[:], arguments)
	if _, _, errno := syscall.RawSyscall6(call, a[0], a[1], a[2], a[3], a[4], a[5]); errno != syscall.EPERM && errno != syscall.ENOSYS {
		t.Error(name, errno)
	}
}

func TestPriority(t *testing.T) {
	const byProcess, byUser = 0, 2
	for _, nice := range []int{-20, 0, 19} {
		if syscall.Setpriority(byProcess, 0, nice) == nil || syscall.Setpriority(byUser, os.Getuid(), nice) == nil {
			t.Error("a priority of", nice)
		}
	}
	const fifo = 1
	priority := int32(99)
	var attributes [56]byte
	attributes[0] = byte(len(attributes))
	const schedSetattr, ioprioSet = 314, 251
	refused(t, "sched_setscheduler", syscall.SYS_SCHED_SETSCHEDULER, 0, fifo, uintptr(unsafe.Pointer(&priority)))
	refused(t, "sched_setparam", syscall.SYS_SCHED_SETPARAM, 0, uintptr(unsafe.Pointer(&priority)))
	refused(t, "sched_setattr", schedSetattr, 0, uintptr(unsafe.Pointer(&attributes)), 0)
	refused(t, "ioprio_set", ioprioSet, 1, 0, 1<<13)
	all := ^uint64(0)
	refused(t, "sched_setaffinity", syscall.SYS_SCHED_SETAFFINITY, 0, 8, uintptr(unsafe.Pointer(&all)))
	refused(t, "sched_setaffinity of process 1", syscall.SYS_SCHED_SETAFFINITY, 1, 8, uintptr(unsafe.Pointer(&all)))
}

func TestLimits(t *testing.T) {
	const memlock, nice, realTime, messageQueue = 8, 13, 14, 12
	for name, resource := range map[string]int{"core": syscall.RLIMIT_CORE, "files": syscall.RLIMIT_NOFILE, "file size": syscall.RLIMIT_FSIZE, "memlock": memlock, "nice": nice, "real time": realTime, "queues": messageQueue} {
		if syscall.Setrlimit(resource, &syscall.Rlimit{Cur: 1 << 40, Max: 1 << 40}) == nil {
			t.Error(name, "was raised")
		}
		none := syscall.Rlimit{}
		refused(t, "prlimit of process 1: "+name, 302, 1, uintptr(resource), uintptr(unsafe.Pointer(&none)), 0)
	}
	if _, err := syscall.Mmap(-1, 0, 4096, syscall.PROT_READ, syscall.MAP_ANON|syscall.MAP_PRIVATE|syscall.MAP_LOCKED); err == nil {
		t.Error("memory was locked")
	}
	if syscall.Mlock(make([]byte, 4096)) == nil {
		t.Error("memory was locked")
	}
}

func TestPrivileges(t *testing.T) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"CapPrm:\t0000000000000000", "CapBnd:\t0000000000000000", "CapAmb:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2"} {
		if !strings.Contains(string(status), line) {
			t.Errorf("not %q", line)
		}
	}
	const noNewPrivileges, ambient, raise = 38, 47, 2
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, noNewPrivileges, 0, 0, 0, 0, 0); errno == 0 {
		t.Error("new privileges can be had again")
	}
	for capability := range uintptr(41) {
		if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, ambient, raise, capability, 0, 0, 0); errno == 0 {
			t.Error("ambient capability", capability)
		}
	}
	header := [2]uint32{0x20080522, 0}
	all := [6]uint32{0: ^uint32(0), 1: ^uint32(0), 2: ^uint32(0)}
	refused(t, "capset", syscall.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&all)))
	for name, call := range map[string]uintptr{"setuid": syscall.SYS_SETUID, "setgid": syscall.SYS_SETGID, "setresuid": syscall.SYS_SETRESUID, "setfsuid": syscall.SYS_SETFSUID, "setgroups": syscall.SYS_SETGROUPS} {
		refused(t, name, call, 0, 0, 0)
	}
}

// Whoever has the lowest score is the last to be killed when memory runs out. An engine that may not use more than it was
// given itself leaves room down to nothing, and never below: that is where the sandbox and the engine are.
func TestSpared(t *testing.T) {
	for _, process := range []string{"self", "1"} {
		for _, score := range []string{"-1000", "-500", "-1"} {
			if os.WriteFile("/proc/"+process+"/oom_score_adj", []byte(score), 0o600) == nil {
				t.Error("a score of", score, "for", process)
			}
		}
	}
}
