package probe_test

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

// TestSecrets tries to read the hidden tests out of the program that they are in, and process 1's orders.
func TestSecrets(t *testing.T) {
	paths := []string{"/job/t", "/proc/self/exe", "/proc/self/mem", "/proc/self/environ", "/proc/thread-self/mem",
		"/proc/1/exe", "/proc/1/mem", "/proc/1/environ", "/proc/1/maps", "/proc/1/fd/0", "/proc/1/root/etc/passwd", "/proc/1/stack"}
	for _, path := range paths {
		if file, err := os.Open(path); err == nil {
			_ = file.Close()
			wrong(t, "%s can be read", path)
		}
	}
	if _, err := os.ReadDir("/proc/1/fd"); err == nil {
		wrong(t, "the descriptors of process 1 can be listed")
	}
	var core syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_CORE, &core); err != nil || core.Max != 0 {
		wrong(t, "core dumps are not refused")
	}
	seen("%d places refuse to be read", len(paths)+1)
}

// TestDescriptors looks for descriptors that somebody forgot to close: a folder of the machine would be a way out.
func TestDescriptors(t *testing.T) {
	for fd := range 1_024 {
		var found syscall.Stat_t
		if syscall.Fstat(fd, &found) == nil && found.Mode&syscall.S_IFMT == syscall.S_IFDIR {
			wrong(t, "descriptor %d is a folder", fd)
		}
	}
	opened := 0
	for ; opened < 1_024; opened++ {
		fd, err := syscall.Open("/dev/null", syscall.O_RDONLY, 0)
		if err != nil {
			break
		}
		defer func() { _ = syscall.Close(fd) }()
	}
	if opened >= 256 {
		wrong(t, "%d files could be opened", opened)
	}
	// Of the hidden stage: the guard has emptied both before any other code began.
	if left := os.Environ(); len(left) > 0 {
		wrong(t, "the environment holds %s", strings.Join(left, " "))
	}
	if len(os.Args) != 1 {
		wrong(t, "there are arguments: %s", strings.Join(os.Args, " "))
	}
	seen("none was left open, no more than %d can be opened", opened)
}
