package sum

import (
	"os"
	"syscall"
	"testing"
	"unsafe"
)

var shared = []string{"/etc/passwd", "/lib/x86_64-linux-gnu/libc.so.6", "/lib64/ld-linux-x86-64.so.2", "/job/t0", "/job/src/api.go", "/proc/self/exe", "/dev/null"}

func each(t *testing.T, try func(path string, fd uintptr)) {
	t.Helper()
	for _, path := range shared {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		try(path, file.Fd())
		file.Close()
	}
}

func TestFlock(t *testing.T) {
	each(t, func(path string, fd uintptr) {
		for _, how := range []int{syscall.LOCK_SH, syscall.LOCK_EX} {
			if syscall.Flock(int(fd), how|syscall.LOCK_NB) == nil {
				t.Errorf("%s was locked with flock", path)
			}
		}
	})
}

func TestLeases(t *testing.T) {
	const setLease, notify, delegate = 1024, 1026, 1027
	each(t, func(path string, fd uintptr) {
		for _, kind := range []uintptr{syscall.F_RDLCK, syscall.F_WRLCK} {
			if _, _, errno := syscall.Syscall(syscall.SYS_FCNTL, fd, setLease, kind); errno == 0 {
				t.Errorf("%s was leased", path)
			}
		}
	})
	for _, dir := range []string{"/etc", "/lib"} {
		folder, err := os.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, errno := syscall.Syscall(syscall.SYS_FCNTL, folder.Fd(), notify, 0x80000001); errno == 0 {
			t.Errorf("%s is watched", dir)
		}
		folder.Close()
	}
}

func TestWatches(t *testing.T) {
	if _, err := syscall.InotifyInit1(0); err == nil {
		t.Error("inotify")
	}
	const fanotifyInit = 300
	if _, _, errno := syscall.Syscall(fanotifyInit, 0, 0, 0); errno == 0 {
		t.Error("fanotify")
	}
}

// Locks of the other kind cannot be told from reading, so they may be had; they are nobody else's business.
func TestOthersLocks(t *testing.T) {
	const getOpenFileLock = 36
	each(t, func(path string, fd uintptr) {
		lock := syscall.Flock_t{Type: syscall.F_WRLCK}
		_, _, errno := syscall.Syscall(syscall.SYS_FCNTL, fd, getOpenFileLock, uintptr(unsafe.Pointer(&lock)))
		if errno == 0 && lock.Type != syscall.F_UNLCK {
			t.Errorf("somebody has a lock on %s", path)
		}
	})
}
