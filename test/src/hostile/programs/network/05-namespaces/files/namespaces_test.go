package sum

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"unsafe"
)

var kinds = map[string]uintptr{
	"mnt":    syscall.CLONE_NEWNS,
	"uts":    syscall.CLONE_NEWUTS,
	"ipc":    syscall.CLONE_NEWIPC,
	"user":   syscall.CLONE_NEWUSER,
	"pid":    syscall.CLONE_NEWPID,
	"net":    syscall.CLONE_NEWNET,
	"cgroup": 0x02000000,
	"time":   0x00000080,
}

func TestUnshare(t *testing.T) {
	for name, flag := range kinds {
		if err := syscall.Unshare(int(flag)); err == nil {
			t.Error("a new namespace:", name)
		}
	}
}

func TestCloned(t *testing.T) {
	if os.Getenv("CLONED") != "" {
		fmt.Println("in a new namespace")
		os.Exit(0)
	}
	for name, flag := range kinds {
		if name == "time" {
			continue // Of clone3 only, and that is refused as a whole.
		}
		command := exec.Command("/proc/self/exe", "-test.run=TestCloned")
		command.Env = []string{"CLONED=1"}
		ids := []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: flag}
		if name == "user" {
			command.SysProcAttr.UidMappings = ids
		}
		if err := command.Run(); err == nil {
			t.Error("started in a new namespace:", name)
		}
	}
	arguments := [11]uint64{0: uint64(syscall.CLONE_NEWUSER), 4: uint64(syscall.SIGCHLD)}
	const clone3 = 435
	if _, _, errno := syscall.Syscall(clone3, uintptr(unsafe.Pointer(&arguments)), unsafe.Sizeof(arguments), 0); errno != syscall.ENOSYS {
		t.Error("clone3:", errno)
	}
}

func TestJoined(t *testing.T) {
	const setns, pidfdGetfd = 308, 438
	for name := range kinds {
		for _, process := range []string{"self", "1"} {
			file, err := os.Open("/proc/" + process + "/ns/" + name)
			if err != nil {
				continue
			}
			if _, _, errno := syscall.Syscall(setns, file.Fd(), 0, 0); errno == 0 {
				t.Error("joined", process, name)
			}
			file.Close()
		}
	}
	if _, _, errno := syscall.Syscall(pidfdGetfd, 0, 0, 0); errno != syscall.EPERM {
		t.Error("pidfd_getfd:", errno)
	}
}

func TestMounts(t *testing.T) {
	for _, try := range []struct {
		from, to, kind string
		flags          uintptr
	}{
		{"proc", "/tmp", "proc", 0},
		{"tmpfs", "/tmp", "tmpfs", 0},
		{"/dev/vda", "/tmp", "ext4", 0},
		{"cgroup", "/tmp", "cgroup", 0},
		{"/tmp", "/etc", "", syscall.MS_BIND},
		{"", "/", "", syscall.MS_REMOUNT},
		{"", "/job", "", syscall.MS_REMOUNT | syscall.MS_BIND},
		{"overlay", "/tmp", "overlay", 0},
	} {
		if syscall.Mount(try.from, try.to, try.kind, try.flags, "") == nil {
			t.Error("mounted", try)
		}
	}
	const pivotRoot, openTree, moveMount, fsopen, fsconfig, fsmount, fspick, mountSetattr = 155, 428, 429, 430, 431, 432, 433, 442
	path := append([]byte("/tmp"), 0)
	for _, call := range []uintptr{pivotRoot, openTree, moveMount, fsopen, fsconfig, fsmount, fspick, mountSetattr} {
		if _, _, errno := syscall.Syscall(call, uintptr(unsafe.Pointer(&path[0])), uintptr(unsafe.Pointer(&path[0])), 0); errno != syscall.EPERM && errno != syscall.ENOSYS {
			t.Error(call, errno)
		}
	}
	if syscall.Chroot("/tmp") == nil || syscall.Unmount("/job", 2) == nil || syscall.Unmount("/proc/sys", 2) == nil {
		t.Error("another root, or less of it")
	}
}
