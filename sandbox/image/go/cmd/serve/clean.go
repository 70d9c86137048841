package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// writable looks for places beside the one that is emptied where a job could leave something for the next: whatever is
// mounted, since the root itself is read-only.
func writable() error {
	const writeOK = 2
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(mounts)) {
		fields := strings.Fields(line)
		if len(fields) < 5 {
			continue
		}
		path := fields[4]
		isKernels := path == "/proc" || path == "/sys" || strings.HasPrefix(path, "/proc/") || strings.HasPrefix(path, "/sys/")
		info, err := os.Stat(path)
		if isKernels || path == work || err != nil || !info.IsDir() {
			continue
		}
		if syscall.Access(path, writeOK) == nil {
			return fmt.Errorf("%s can be written", path)
		}
	}
	return nil
}

// clean empties the folder that jobs work in. Whoever takes away a folder's own permissions gives them back here.
func clean() error {
	entries, err := os.ReadDir(work)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := filepath.Join(work, entry.Name())
		if os.RemoveAll(path) == nil {
			continue
		}
		_ = filepath.WalkDir(path, func(below string, entry fs.DirEntry, err error) error {
			if entry != nil && entry.IsDir() {
				_ = os.Chmod(below, 0o700)
			}
			return nil
		})
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	left, err := os.ReadDir(work)
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("%s is not empty", work)
	}
	return err
}
