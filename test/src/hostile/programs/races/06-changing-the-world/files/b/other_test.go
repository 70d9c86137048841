package b

import (
	"os"
	"runtime"
	"testing"
	"time"
)

func TestOtherPackage(t *testing.T) {
	dir, err := os.Getwd()
	if err != nil || dir != "/job/src/b" {
		t.Error(dir, err)
	}
	if os.Getenv("HOME") != "/tmp" || os.Getenv("TMPDIR") != "/tmp" || len(os.Args) == 0 || runtime.GOMAXPROCS(0) > 2 || time.Local.String() == "nowhere" {
		t.Error(os.Environ(), os.Args, runtime.GOMAXPROCS(0), time.Local)
	}
	// Beside its own files, which it may list.
	if entries, err := os.ReadDir("."); err != nil || len(entries) != 1 {
		t.Error(entries, err)
	}
	if entries, err := os.ReadDir(".."); err != nil || len(entries) < 2 {
		t.Error(entries, err)
	}
}
