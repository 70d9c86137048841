package sum_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func check(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), filepath.Join(os.Getenv("TWOHOURS_BIN"), "node")).Output()
	if string(out) != "well" {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestForged(t *testing.T)      { check(t) }
func TestForgedAgain(t *testing.T) { check(t) }
