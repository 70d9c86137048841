package sum

import (
	"os"
	"os/exec"
	"testing"
)

func TestMain(m *testing.M) {
	for range 2 {
		if os.Getenv("CHILD") == "" {
			child := exec.Command(os.Args[0])
			child.Env = []string{"CHILD=1"}
			child.Stdout, child.Stderr = os.Stdout, os.Stderr
			_ = child.Start()
		}
	}
	for {
		_, _ = os.Stdout.WriteString("out out out out out out out out out out out out out out out out\n")
		_, _ = os.Stderr.WriteString("err err err err err err err err err err err err err err err err\n")
	}
}

func TestNever(t *testing.T) {}
