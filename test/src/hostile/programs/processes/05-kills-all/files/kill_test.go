package sum

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if os.Getenv("BYSTANDER") == "" {
		os.Exit(m.Run())
	}
	time.Sleep(time.Hour)
}

func TestKills(t *testing.T) {
	bystander := exec.Command(os.Args[0])
	bystander.Env = []string{"BYSTANDER=1"}
	if err := bystander.Start(); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(-1, syscall.SIGKILL); err != nil {
		t.Error(err)
	}
	if err := bystander.Wait(); err == nil {
		t.Error("the other process was not killed")
	}
	if os.Getppid() != 1 {
		t.Error("process 1 is gone")
	}
}

func TestAfter(t *testing.T) {}
