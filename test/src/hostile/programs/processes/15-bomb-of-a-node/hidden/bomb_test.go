package sum_test

import (
	"context"
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

func TestBomb(t *testing.T) {
	if got := start(t, "bomb", time.Second); got != "well" {
		t.Errorf("got %q", got)
	}
}

func TestAfter(t *testing.T) {
	if got := start(t, "well", 4*time.Second); got != "well" {
		t.Errorf("got %q", got)
	}
}
