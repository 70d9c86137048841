package a

import (
	"math/rand"
	"os"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// The way that testing offers for it; it begins by opening where it is.
func TestChdir(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("MINE", "1")
}

func TestChange(t *testing.T) {
	if err := os.Chdir("/tmp"); err != nil {
		t.Error(err)
	}
	os.Clearenv()
	os.Args = nil
	os.Stdout, os.Stderr, os.Stdin = nil, nil, nil
	time.Local = time.FixedZone("nowhere", 86_399)
	rand.Seed(1)
	runtime.GOMAXPROCS(64)
	debug.SetGCPercent(-1)
	debug.SetMaxThreads(1_000_000)
}

func TestAfterwards(t *testing.T) {
	if os.Getenv("MINE") != "" || os.Getenv("HOME") != "" || len(os.Args) > 0 {
		t.Error(os.Environ(), os.Args)
	}
}
