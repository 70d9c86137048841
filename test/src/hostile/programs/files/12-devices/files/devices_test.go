package sum

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

func TestDevices(t *testing.T) {
	allowed := map[string]bool{"fd": true, "full": true, "mqueue": true, "null": true, "ptmx": true, "pts": true, "random": true, "stderr": true, "stdin": true, "stdout": true,
		"tty": true, "urandom": true, "zero": true, "core": true, "shm": true, "console": true}
	entries, err := os.ReadDir("/dev")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !allowed[entry.Name()] {
			t.Error("there is a /dev/" + entry.Name())
		}
	}
	for _, name := range []string{"mem", "kmem", "port", "kmsg", "sda", "vda", "vda1", "nvme0n1", "dm-0", "loop0", "loop-control", "fuse", "kvm", "vhost-net", "vhost-vsock", "net/tun", "snapshot", "console",
		"cpu/0/msr", "hpet", "mapper/control", "btrfs-control", "nvidia0", "dri/card0", "input/event0", "uinput", "vsock", "userfaultfd"} {
		if file, err := os.OpenFile("/dev/"+name, os.O_RDWR, 0); err == nil {
			file.Close()
			t.Errorf("/dev/%s can be opened", name)
		}
	}
}

func TestKernelFiles(t *testing.T) {
	for _, path := range []string{"/proc/kcore", "/proc/kmsg", "/proc/keys", "/proc/timer_list", "/proc/sched_debug", "/proc/slabinfo", "/proc/kpagecount", "/proc/vmallocinfo", "/proc/pagetypeinfo",
		"/proc/acpi/ibm", "/sys/firmware/dmi/tables/DMI", "/sys/firmware/acpi/tables/DSDT", "/sys/kernel/debug/tracing/trace", "/sys/kernel/security/lsm", "/sys/fs/bpf/x", "/sys/kernel/notes.x"} {
		if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
			t.Errorf("%s gives %d bytes", path, len(text))
		}
	}
	// Where the kernel lies in memory is hidden behind zeros.
	symbols, err := os.Open("/proc/kallsyms")
	if err != nil {
		return
	}
	defer symbols.Close()
	head := make([]byte, 16)
	if n, _ := symbols.Read(head); n == len(head) && strings.Trim(string(head), "0") != "" {
		t.Errorf("/proc/kallsyms tells %q", head)
	}
}

// The one terminal that can be had is its own: nothing typed into it reaches another.
func TestTerminals(t *testing.T) {
	if tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0); err == nil {
		tty.Close()
		t.Error("there is a controlling terminal")
	}
	entries, err := os.ReadDir("/dev/pts")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.Name() != "ptmx" {
			t.Error("somebody's terminal:", entry.Name())
		}
	}
	const tiocsti, tioccons = 0x5412, 0x541D
	letter := byte('x')
	for fd := range 3 {
		for _, request := range []uintptr{tiocsti, tioccons} {
			if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), request, uintptr(unsafe.Pointer(&letter))); errno == 0 {
				t.Errorf("ioctl %x on %d", request, fd)
			}
		}
	}
}

// The pool is the whole machine's: credit for entropy that is none would weaken everybody's keys.
func TestRandomPool(t *testing.T) {
	file, err := os.OpenFile("/dev/random", os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer file.Close()
	const addToCount, clearPool, reseed = 0x40045201, 0x5206, 0x5207
	credit := int32(1 << 20)
	for _, request := range []uintptr{addToCount, clearPool, reseed} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, file.Fd(), request, uintptr(unsafe.Pointer(&credit))); errno == 0 {
			t.Errorf("ioctl %x", request)
		}
	}
}
