package sum

import (
	"os"
	"syscall"
	"testing"
)

func TestMain(m *testing.M) {
	panic(syscall.Exec(os.Args[0], os.Args, os.Environ()))
}

func TestNever(t *testing.T) {}
