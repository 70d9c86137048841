package sum

import (
	"os"
	"path/filepath"
	"testing"
)

func link(t *testing.T, target string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(target, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// Whoever follows a link with more rights than ours would write where it leads.
func TestWriteThroughLinks(t *testing.T) {
	for _, target := range []string{"/job/t0", "/job/src/api.go", "/etc/passwd", "/etc/hostname", "/init", "/proc/1/oom_score_adj", "/proc/sys/kernel/core_pattern", "/lib64/ld-linux-x86-64.so.2"} {
		path := link(t, target)
		if file, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
			file.Close()
			t.Errorf("%s can be written through a link", target)
		}
		if os.Truncate(path, 0) == nil || os.Chmod(path, 0o777) == nil {
			t.Errorf("%s can be changed through a link", target)
		}
	}
	for _, target := range []string{"/", "/job", "/job/src", "/etc", "/proc/1/root", "/proc/self/root", "/proc/1/cwd/..", "/dev", "/dev/pts"} {
		path := link(t, target)
		if os.WriteFile(filepath.Join(path, "new"), []byte("x"), 0o600) == nil || os.Mkdir(filepath.Join(path, "folder"), 0o700) == nil {
			t.Errorf("something can be put into %s through a link", target)
		}
	}
}

func TestReadThroughLinks(t *testing.T) {
	for _, target := range []string{"/proc/1/mem", "/proc/1/environ", "/proc/1/maps", "/proc/1/fd/0", "/proc/1/root/etc/passwd", "/proc/1/exe", "/etc/shadow", "/var/run/docker.sock", "/run/docker.sock"} {
		if file, err := os.Open(link(t, target)); err == nil {
			file.Close()
			t.Errorf("%s can be read through a link", target)
		}
	}
}

// Under names that somebody who collects results might open.
func TestLinksLeftBehind(t *testing.T) {
	for _, name := range []string{"t0", "result.json", "results.xml", "core", "cover.out", "job.json", "src"} {
		if err := os.Symlink("/dev/zero", filepath.Join("/tmp", name)); err != nil {
			t.Error(err)
		}
	}
	if err := os.Symlink(".", "/tmp/loop"); err != nil {
		t.Error(err)
	}
}
