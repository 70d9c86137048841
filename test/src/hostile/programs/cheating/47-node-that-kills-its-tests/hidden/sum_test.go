package sum_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

func check(t *testing.T, how string) {
	command := exec.CommandContext(t.Context(), filepath.Join(os.Getenv("TWOHOURS_BIN"), "node"), how)
	command.WaitDelay = 100 * time.Millisecond
	out, err := command.Output()
	if string(out) != "well" {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestWell(t *testing.T)      { check(t, "well") }
func TestKills(t *testing.T)     { check(t, "kills") }
func TestWellAgain(t *testing.T) { check(t, "well") }
