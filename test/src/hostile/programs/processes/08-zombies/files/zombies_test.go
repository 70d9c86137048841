package sum

import (
	"os"
	"syscall"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if os.Getenv("CHILD") == "" {
		os.Exit(m.Run())
	}
}

func TestZombies(t *testing.T) {
	for {
		attr := syscall.ProcAttr{Env: []string{"CHILD=1", "GORACE=atexit_sleep_ms=0"}}
		if _, err := syscall.ForkExec(os.Args[0], []string{os.Args[0]}, &attr); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
