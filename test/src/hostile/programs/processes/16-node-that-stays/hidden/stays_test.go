package sum_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// start runs the candidate's program to its end, or for so long.
func start(t *testing.T, what string, atMost time.Duration) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), atMost)
	defer cancel()
	command := exec.CommandContext(ctx, filepath.Join(os.Getenv("TWOHOURS_BIN"), "node"), what)
	command.WaitDelay = 100 * time.Millisecond
	out, err := command.Output()
	if err != nil {
		t.Log(err)
	}
	return string(out)
}

func TestBefore(t *testing.T) {
	if got := start(t, "well", 4*time.Second); got != "well" {
		t.Errorf("got %q", got)
	}
}

func TestStays(t *testing.T) {
	if got := start(t, "stay", 4*time.Second); got != "stays" {
		t.Errorf("got %q", got)
	}
}

func TestPortIsFree(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:4321")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
}

func TestWrong(t *testing.T) {
	if got := start(t, "well", 4*time.Second); got != "better" {
		t.Errorf("got %q", got)
	}
}
