package sum

import (
	"errors"
	"os"
	"strconv"
	"syscall"
	"testing"
)

const wanted = 100_000

// fill calls one until there is no room, and says how often it worked.
func fill(t *testing.T, one func(path string) error) {
	t.Helper()
	if err := os.Mkdir("/tmp/many", 0o700); err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll("/tmp/many")
	for n := range wanted {
		err := one("/tmp/many/" + strconv.Itoa(n))
		if errors.Is(err, syscall.ENOSPC) {
			t.Log("stopped after", n)
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Error("nothing stopped it")
}

func TestFiles(t *testing.T) {
	fill(t, func(path string) error { return os.WriteFile(path, nil, 0o600) })
}

func TestFolders(t *testing.T) {
	fill(t, func(path string) error { return os.Mkdir(path, 0o700) })
}

func TestLinks(t *testing.T) {
	fill(t, func(path string) error { return os.Symlink("nowhere", path) })
}
