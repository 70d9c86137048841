package sum

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

func TestMain(m *testing.M) {
	if os.Getenv("SIBLING") == "" {
		os.Exit(m.Run())
	}
	time.Sleep(time.Hour)
}

var namespaces = map[string]uintptr{
	"mount": syscall.CLONE_NEWNS, "uts": syscall.CLONE_NEWUTS, "ipc": syscall.CLONE_NEWIPC, "user": syscall.CLONE_NEWUSER,
	"pid": syscall.CLONE_NEWPID, "net": syscall.CLONE_NEWNET, "cgroup": 0x02000000,
}

func TestNamespaces(t *testing.T) {
	for name, flag := range namespaces {
		command := exec.Command(os.Args[0], "-test.run=^$")
		command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: flag}
		if err := command.Run(); err == nil {
			t.Error("a process has a namespace of its own:", name)
		}
	}
}

func TestClone3(t *testing.T) {
	args := [11]uint64{0: syscall.CLONE_NEWUSER, 4: uint64(syscall.SIGCHLD)}
	const clone3 = 435
	if pid, _, errno := syscall.RawSyscall(clone3, uintptr(unsafe.Pointer(&args)), unsafe.Sizeof(args), 0); errno != syscall.ENOSYS {
		t.Error(pid, errno)
	}
}

func TestUnshare(t *testing.T) {
	for name, flag := range namespaces {
		if _, _, errno := syscall.RawSyscall(syscall.SYS_UNSHARE, flag, 0, 0); errno != syscall.EPERM {
			t.Error(name, errno)
		}
	}
	if self, err := os.Open("/proc/self/ns/pid"); err == nil {
		if _, _, errno := syscall.RawSyscall(308, self.Fd(), 0, 0); errno != syscall.EPERM {
			t.Error("setns", errno)
		}
	}
}

// TestSibling leaves a process behind that process 1 takes for a child of its own from the beginning.
func TestSibling(t *testing.T) {
	const cloneParent = 0x8000
	attr := syscall.ProcAttr{Env: []string{"SIBLING=1"}, Sys: &syscall.SysProcAttr{Cloneflags: cloneParent}}
	if pid, err := syscall.ForkExec(os.Args[0], []string{os.Args[0]}, &attr); err != nil {
		t.Error(pid, err)
	}
}
