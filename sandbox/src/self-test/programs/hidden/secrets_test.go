package probe_test

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

var (
	// secret is where the hidden tests are, their key, and the word by which process 1 is known.
	secret = []string{"/job/t", "/proc/self/exe", "/proc/self/mem", "/proc/thread-self/mem", "/proc/1/exe", "/proc/1/mem"}
	// sealed is what the kernel keeps shut with them.
	sealed = []string{"/proc/self/environ", "/proc/1/environ", "/proc/1/maps", "/proc/1/fd", "/proc/1/fd/0", "/proc/1/root/etc", "/proc/1/stack"}
)

// TestSecrets tries to read the hidden tests out of the program that they are in, and process 1's orders.
func TestSecrets(t *testing.T) {
	for _, path := range secret {
		if isReadable(path) {
			wrong(t, "%s can be read", path)
		}
	}
	for _, path := range sealed {
		// gVisor shows them, and there is nothing in them that is not known.
		if isReadable(path) && kernelRelease() == machineKernel {
			wrong(t, "%s can be read", path)
		}
	}
	var core syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_CORE, &core); err != nil || core.Max != 0 {
		wrong(t, "core dumps are not refused")
	}
	seen("the program and the memory of both processes refuse")
}

func isReadable(path string) bool {
	file, err := os.Open(path)
	if err == nil {
		_ = file.Close()
	}
	return err == nil
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
