package sum

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"unsafe"
)

func TestHardLinks(t *testing.T) {
	for _, path := range []string{"/init", "/job/t0", "/job/src/api.go", "/etc/passwd", "/proc/self/exe", "/proc/1/exe", "/proc/self/environ", "/dev/null", "/dev/pts/ptmx", "/lib/x86_64-linux-gnu/libc.so.6"} {
		if err := os.Link(path, "/tmp/linked"); err == nil {
			t.Errorf("%s was linked", path)
		}
	}
	// By descriptor, following /proc's own kind of link.
	file, err := os.Open("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	const atCwd, follow, emptyPath = -100, 0x400, 0x1000
	from, to, none := cString(fmt.Sprintf("/proc/self/fd/%d", file.Fd())), cString("/tmp/linked"), cString("")
	here := atCwd
	if _, _, errno := syscall.Syscall6(syscall.SYS_LINKAT, uintptr(here), from, uintptr(here), to, follow, 0); errno == 0 {
		t.Error("linked by following a descriptor")
	}
	if _, _, errno := syscall.Syscall6(syscall.SYS_LINKAT, file.Fd(), none, uintptr(here), to, emptyPath, 0); errno == 0 {
		t.Error("linked by descriptor")
	}
}

func TestOwners(t *testing.T) {
	if err := os.WriteFile("/tmp/file", nil, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, id := range []int{0, 10001, 65534} {
		if os.Chown("/tmp/file", id, -1) == nil || os.Chown("/tmp/file", -1, id) == nil || syscall.Setuid(id) == nil || syscall.Setgid(id) == nil || syscall.Setgroups([]int{id}) == nil {
			t.Error("became", id)
		}
	}
	if os.Getuid() == 0 || os.Geteuid() != os.Getuid() {
		t.Error(os.Getuid(), os.Geteuid())
	}
}

func TestAttributes(t *testing.T) {
	if err := os.WriteFile("/tmp/file", nil, 0o700); err != nil {
		t.Fatal(err)
	}
	// Version 2 of the format, everything effective, permitted and inheritable.
	everything := []byte{1, 0, 0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}
	for _, name := range []string{"security.capability", "trusted.overlay.opaque", "user.anything", "system.posix_acl_access"} {
		if syscall.Setxattr("/tmp/file", name, everything, 0) == nil {
			t.Error(name, "was set")
		}
	}
	file, err := os.Open("/tmp/file")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	const setFlags, immutable = 0x40086602, 0x10
	flags := uint64(immutable)
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, file.Fd(), setFlags, uintptr(unsafe.Pointer(&flags))); errno == 0 {
		t.Error("it was made immutable")
	}
}

func cString(text string) uintptr {
	return uintptr(unsafe.Pointer(&append([]byte(text), 0)[0]))
}
