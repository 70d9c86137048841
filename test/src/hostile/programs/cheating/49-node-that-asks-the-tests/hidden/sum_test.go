package sum_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func ask(t *testing.T, what string) string {
	out, err := exec.CommandContext(t.Context(), filepath.Join(os.Getenv("TWOHOURS_BIN"), "node"), what).Output()
	if err != nil {
		t.Log(err)
	}
	return string(out)
}

func TestWants(t *testing.T) {
	const want = "31337"
	if got := ask(t, "want"); got != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

func TestReads(t *testing.T) {
	if got := ask(t, "read"); got != "" {
		t.Errorf("got %q", got)
	}
}
