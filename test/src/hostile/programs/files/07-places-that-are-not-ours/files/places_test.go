package sum

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestFilesElsewhere(t *testing.T) {
	for _, path := range []string{"/init", "/job/t0", "/job/src/api.go", "/job/src/places_test.go", "/etc/passwd", "/etc/group", "/etc/hosts", "/etc/resolv.conf", "/etc/hostname",
		"/lib/x86_64-linux-gnu/libc.so.6", "/lib64/ld-linux-x86-64.so.2", "/.dockerenv", "/proc/1/comm", "/proc/1/clear_refs", "/proc/1/coredump_filter"} {
		for what, err := range map[string]error{
			"open":     reopen(path, os.O_WRONLY),
			"append":   reopen(path, os.O_WRONLY|os.O_APPEND),
			"truncate": os.Truncate(path, 0),
			"chmod":    os.Chmod(path, 0o777),
			"chown":    os.Chown(path, os.Getuid(), os.Getgid()),
			"rename":   os.Rename(path, path+".old"),
			"take":     os.Rename(path, "/tmp/taken"),
			"replace":  replace(path),
			"remove":   os.Remove(path),
		} {
			if err == nil {
				t.Errorf("%s: %s worked", path, what)
			}
		}
	}
}

func TestFoldersElsewhere(t *testing.T) {
	for _, dir := range []string{"/", "/job", "/job/src", "/etc", "/lib", "/lib64", "/dev", "/dev/pts", "/proc", "/proc/1", "/proc/sys/kernel", "/sys", "/sys/fs/cgroup", "/sys/fs/cgroup/memory", "/run", "/var", "/root", "/usr"} {
		for what, err := range map[string]error{
			"a file":   os.WriteFile(filepath.Join(dir, "new"), []byte("x"), 0o600),
			"a folder": os.Mkdir(filepath.Join(dir, "new"), 0o700),
			"a link":   os.Symlink("/tmp", filepath.Join(dir, "new")),
			"nameless": reopen(dir, syscall.O_RDWR|0x410000), // O_TMPFILE
		} {
			if err == nil {
				t.Errorf("%s in %s", what, dir)
			}
		}
	}
	if err := os.MkdirAll("/new/folder", 0o700); err == nil {
		t.Error("/new was made")
	}
}

// A descriptor for reading, opened again for writing through /proc.
func TestReopened(t *testing.T) {
	for _, path := range []string{"/job/t0", "/etc/passwd", "/lib/x86_64-linux-gnu/libc.so.6", "/proc/self/exe"} {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if reopen(fmt.Sprintf("/proc/self/fd/%d", file.Fd()), os.O_RDWR) == nil {
			t.Errorf("%s was opened again for writing", path)
		}
		file.Close()
	}
}

func reopen(path string, flags int) error {
	file, err := os.OpenFile(path, flags, 0o600)
	if err == nil {
		file.Close()
	}
	return err
}

func replace(path string) error {
	if err := os.WriteFile("/tmp/mine", []byte("mine"), 0o777); err != nil {
		return err
	}
	return os.Rename("/tmp/mine", path)
}
