package sum_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const answer = "canary-of-the-hidden-tests"

func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := exec.Command(filepath.Join(os.Getenv("TWOHOURS_BIN"), program), args...).Output()
	if err != nil {
		t.Error(err)
	}
	return string(out)
}

func TestLeave(t *testing.T) {
	run(t, "node", "leave", answer)
}

func TestFind(t *testing.T) {
	if got := run(t, "node", "find"); got != answer {
		t.Errorf("got %q", got)
	}
}

func TestNothingIsLeft(t *testing.T) {
	run(t, "node", "leave", answer)
	for _, place := range []string{"/dev/shm", "/var/tmp", "/run", "/job", "/job/bin", "/job/src", "/"} {
		if _, err := os.Stat(filepath.Join(place, "answer")); err == nil {
			t.Error("something was left in", place)
		}
	}
}

func TestNothingIsRead(t *testing.T) {
	if got := run(t, "node", "read"); got != "" {
		t.Errorf("it could read %s", got)
	}
}

func TestItselfStill(t *testing.T) {
	if got := run(t, "other"); got != "still itself" {
		t.Errorf("got %q", got)
	}
}
