package sum

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if os.Getenv("STORM") == "" {
		os.Exit(m.Run())
	}
	for {
		for _, number := range []syscall.Signal{syscall.SIGCHLD, syscall.SIGURG, syscall.SIGTERM, syscall.SIGPIPE, syscall.SIGPROF, 34} {
			_ = syscall.Kill(1, number)
		}
	}
}

func TestStorm(t *testing.T) {
	for range 3 {
		storm := exec.Command(os.Args[0])
		storm.Env = []string{"STORM=1"}
		if err := storm.Start(); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(300 * time.Millisecond)
}
