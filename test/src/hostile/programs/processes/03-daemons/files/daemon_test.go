package sum

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
)

func TestMain(m *testing.M) {
	if os.Getenv("DAEMON") == "" {
		os.Exit(m.Run())
	}
	signal.Ignore()
	_ = os.Stdout.Close()
	for {
		_ = syscall.Pause()
	}
}

func TestLeaves(t *testing.T) {
	for range 3 {
		daemon := exec.Command(os.Args[0])
		daemon.Env = append(os.Environ(), "DAEMON=1")
		daemon.Dir = "/"
		daemon.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		if err := daemon.Start(); err != nil {
			t.Fatal(err)
		}
	}
}
