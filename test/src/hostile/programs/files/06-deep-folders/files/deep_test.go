package sum

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestDeep(t *testing.T) {
	name := strings.Repeat("d", 255)
	if err := os.Chdir("/tmp"); err != nil {
		t.Fatal(err)
	}
	depth := 0
	for ; ; depth++ {
		if err := syscall.Mkdir(name, 0o700); err != nil {
			if !errors.Is(err, syscall.ENOSPC) {
				t.Error(err)
			}
			break
		}
		if err := syscall.Chdir(name); err != nil {
			t.Fatal(err)
		}
	}
	if depth < 100 || depth > 2048 {
		t.Error(depth)
	}
	// The kernel cannot even say where we are.
	if _, err := syscall.Getcwd(make([]byte, 4096)); err == nil {
		t.Error("the path is not long")
	}
}
