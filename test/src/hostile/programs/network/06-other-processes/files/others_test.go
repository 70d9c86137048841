package sum

import (
	"fmt"
	"os"
	"regexp"
	"syscall"
	"testing"
	"unsafe"
)

// Numbers that package syscall does not know, on x86-64.
const (
	processVMReadv, processVMWritev = 310, 311
	kcmp                            = 312
	perfEventOpen                   = 298
	bpf                             = 321
	userfaultfd                     = 323
	seccomp                         = 317
	pidfdGetfd                      = 438
	processMadvise, processMrelease = 440, 448
	landlock                        = 444
	rtTgsigqueueinfo                = 297
)

// refused: calls that are newer than the engine are said not to be there, all others not to be allowed.
func refused(t *testing.T, name string, call uintptr, arguments ...uintptr) {
	t.Helper()
	var a [6]uintptr
	copy(a[:], arguments)
	if _, _, errno := syscall.Syscall6(call, a[0], a[1], a[2], a[3], a[4], a[5]); errno != syscall.EPERM && errno != syscall.ENOSYS {
		t.Error(name, errno)
	}
}

func TestTracing(t *testing.T) {
	const traceMe, attach, seize = 0, 16, 0x4206
	for _, request := range []uintptr{traceMe, attach, seize} {
		refused(t, "ptrace", syscall.SYS_PTRACE, request, 1)
		refused(t, "ptrace of the parent", syscall.SYS_PTRACE, request, uintptr(os.Getppid()))
	}
}

func TestMemory(t *testing.T) {
	var there [64]byte
	local := syscall.Iovec{Base: &there[0], Len: uint64(len(there))}
	remote := syscall.Iovec{Base: &there[0], Len: uint64(len(there))}
	for _, pid := range []int{1, os.Getpid()} {
		refused(t, "process_vm_readv", processVMReadv, uintptr(pid), uintptr(unsafe.Pointer(&local)), 1, uintptr(unsafe.Pointer(&remote)), 1, 0)
		refused(t, "process_vm_writev", processVMWritev, uintptr(pid), uintptr(unsafe.Pointer(&local)), 1, uintptr(unsafe.Pointer(&remote)), 1, 0)
	}
	refused(t, "process_madvise", processMadvise, 0, uintptr(unsafe.Pointer(&local)), 1, 0, 0)
	refused(t, "process_mrelease", processMrelease)
	refused(t, "userfaultfd", userfaultfd, 1)
	refused(t, "move_pages", syscall.SYS_MOVE_PAGES, 1)
	refused(t, "migrate_pages", syscall.SYS_MIGRATE_PAGES, 1)
	refused(t, "pidfd_getfd", pidfdGetfd, 0, 1, 0)
}

func TestObserving(t *testing.T) {
	var attributes [128]byte
	attributes[4] = byte(len(attributes))
	refused(t, "perf_event_open", perfEventOpen, uintptr(unsafe.Pointer(&attributes)), 0, ^uintptr(0), ^uintptr(0), 0)
	refused(t, "bpf", bpf, 5, uintptr(unsafe.Pointer(&attributes)), uintptr(len(attributes)))
	refused(t, "kcmp", kcmp, 1, uintptr(os.Getpid()), 0, 0, 0)
	refused(t, "lookup_dcookie", syscall.SYS_LOOKUP_DCOOKIE)
	// Filters of its own, which could blind process 1's children to what it does.
	refused(t, "seccomp", seccomp, 1, 8, uintptr(unsafe.Pointer(&attributes)))
	refused(t, "landlock", landlock, 0, 0, 1)
}

// Only those of its own container have a number here at all: process 1, itself, and their threads.
func TestHost(t *testing.T) {
	own := regexp.MustCompile(fmt.Sprintf(`(?m)^Tgid:\t(1|%d)$`, os.Getpid()))
	for pid := 1; pid < 5_000; pid++ {
		if syscall.Kill(pid, 0) != nil {
			continue
		}
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil || !own.Match(status) {
			t.Errorf("there is a process %d: %s %v", pid, status, err)
		}
	}
	var info [128]byte
	refused(t, "rt_tgsigqueueinfo", rtTgsigqueueinfo, 1, 1, 9, uintptr(unsafe.Pointer(&info)))
}
