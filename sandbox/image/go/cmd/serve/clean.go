package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

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
