package sum

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Version 1 has a folder for each controller, version 2 none.
func TestLimits(t *testing.T) {
	writable := 0
	err := filepath.WalkDir("/sys/fs/cgroup", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		if file, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
			file.Close()
			writable++
			t.Error(path, "can be written")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{
		"memory/memory.limit_in_bytes":    "-1",
		"memory/memory.oom_control":       "1",
		"memory/cgroup.procs":             "1",
		"pids/pids.max":                   "max",
		"cpu/cpu.cfs_quota_us":            "-1",
		"devices/devices.allow":           "a *:* rwm",
		"freezer/freezer.state":           "FROZEN",
		"memory/notify_on_release":        "1",
		"memory/release_agent":            "/tmp/agent",
		"systemd/release_agent":           "/tmp/agent",
		"memory.max":                      "max",
		"pids.max":                        "max",
		"cgroup.procs":                    "1",
		"cgroup.subtree_control":          "-memory",
		"cgroup.kill":                     "1",
		"cgroup.freeze":                   "1",
		"../memory/memory.limit_in_bytes": "-1",
	} {
		if os.WriteFile(filepath.Join("/sys/fs/cgroup", path), []byte(text), 0o600) == nil {
			t.Error(path, "took", text)
		}
	}
}

func TestNewGroup(t *testing.T) {
	for _, controller := range []string{"", "memory", "pids", "cpu", "freezer", "systemd"} {
		if os.Mkdir(filepath.Join("/sys/fs/cgroup", controller, "mine"), 0o700) == nil {
			t.Error("a group below", controller)
		}
	}
}
