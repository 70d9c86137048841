package sum

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestCgroup(t *testing.T) {
	_ = filepath.WalkDir("/sys", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		switch entry.Name() {
		case "tasks", "cgroup.procs", "memory.limit_in_bytes", "memory.max", "pids.max", "cpu.max", "cpu.cfs_quota_us", "release_agent":
			if file, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
				_ = file.Close()
				t.Error(path, "can be written")
			}
		}
		return nil
	})
	for _, controller := range []string{"", "memory", "pids", "cpu"} {
		path := filepath.Join("/sys/fs/cgroup", controller, "mine")
		if err := os.Mkdir(path, 0o700); err == nil {
			t.Error(path, "was made")
		}
	}
}
