package probe_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestFiles looks for what the container should not have, and for places that it could write to.
func TestFiles(t *testing.T) {
	for _, path := range []string{"/var/run/docker.sock", "/run/docker.sock", "/run/containerd", "/run/secrets", "/.dockerenv/.", "/bin/sh", "/proc/kcore/."} {
		if _, err := os.Lstat(path); err == nil {
			wrong(t, "%s is there", path)
		}
	}
	for _, dir := range []string{"/", "/etc", "/job", "/job/src", "/dev", "/proc/sys/kernel", "/sys", "/sys/fs/cgroup", "/sys/fs/cgroup/memory"} {
		path := filepath.Join(dir, "probe")
		err := os.WriteFile(path, nil, 0o600)
		if err == nil {
			_ = os.Remove(path)
			wrong(t, "%s can be written to", dir)
		}
	}
	for _, path := range []string{"/", "/job"} {
		if !isMounted(path, "ro") {
			wrong(t, "%s is not mounted read-only", path)
		}
	}
	for _, path := range []string{"/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/vm/drop_caches", "/sys/kernel/uevent_helper"} {
		if file, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
			_ = file.Close()
			wrong(t, "%s can be written to", path)
		}
	}
	seen("read-only root and programs, no docker.sock, no shell")
}

// TestTmp fills the one place that can be written to.
func TestTmp(t *testing.T) {
	if !isMounted("/tmp", "noexec") {
		wrong(t, "/tmp is not mounted noexec")
	}
	const disk = "/tmp/disk"
	if err := syscall.Mknod(disk, syscall.S_IFBLK|0o600, 8<<8); err == nil {
		if file, err := os.Open(disk); err == nil {
			_ = file.Close()
			wrong(t, "a disk can be reached through /tmp")
		}
		_ = os.Remove(disk)
	}
	script := "/tmp/script"
	if err := os.WriteFile(script, []byte("#!/init\n"), 0o700); err != nil {
		wrong(t, "/tmp cannot be written to: %v", err)
	}
	if pid, err := syscall.ForkExec(script, []string{script}, nil); err == nil {
		_, _ = syscall.Wait4(pid, nil, 0, nil)
		wrong(t, "a program in /tmp was executed")
	}
	bytes, filled := fill()
	if !filled {
		wrong(t, "%d MiB fit into /tmp", bytes>>20)
	}
	seen("noexec, full after %d MiB", bytes>>20)
}

// TestPlaces looks for memory that can be had by way of files: as many as there can be, and where else they can be.
func TestPlaces(t *testing.T) {
	files, refused := crowd()
	if !refused {
		wrong(t, "%d files fit into /tmp", files)
	}
	for _, dir := range []string{"/dev/shm", "/dev/mqueue", "/run", "/var/tmp", "/dev/hugepages"} {
		path := filepath.Join(dir, "probe")
		if err := os.WriteFile(path, nil, 0o600); err == nil {
			_ = os.Remove(path)
			wrong(t, "%s can be written to", dir)
		}
	}
	seen("%d files fit into /tmp, and none elsewhere", files)
}

// fill writes to more than one file, since the size of one has a limit of its own. No more than 64 MiB, should there be none.
func fill() (bytes int, refused bool) {
	block := make([]byte, 1<<20)
	for i := range 4 {
		path := fmt.Sprintf("/tmp/fill-%d", i)
		file, err := os.Create(path)
		if err != nil {
			return bytes, true
		}
		defer func() { _, _ = file.Close(), os.Remove(path) }()
		for range 16 {
			n, err := file.Write(block)
			bytes += n
			if errors.Is(err, syscall.ENOSPC) {
				return bytes, true
			}
			if err != nil {
				break
			}
		}
	}
	return bytes, false
}

func crowd() (files int, refused bool) {
	for ; files < 4_096 && !refused; files++ {
		path := fmt.Sprintf("/tmp/crowd-%d", files)
		fd, err := syscall.Open(path, syscall.O_CREAT|syscall.O_WRONLY, 0o600)
		if err != nil {
			return files, true
		}
		_ = syscall.Close(fd)
		defer func() { _ = os.Remove(path) }()
	}
	return files, false
}

// isMounted says whether the mount that lies on top at this path has the option, for itself or for its file system.
func isMounted(path, option string) bool {
	text, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return false
	}
	has := false
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) > 3 && fields[1] == path {
			has = slices.Contains(strings.Split(fields[3], ","), option)
		}
	}
	return has
}
