package sum

import (
	"os"
	"syscall"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if os.Getenv("TAIL") == "" {
		os.Exit(m.Run())
	}
	next()
	syscall.Exit(0)
}

func next() {
	attr := syscall.ProcAttr{Env: []string{"TAIL=1"}, Sys: &syscall.SysProcAttr{Setsid: true}}
	if _, err := syscall.ForkExec(os.Args[0], []string{os.Args[0]}, &attr); err != nil {
		panic(err)
	}
}

func TestComet(t *testing.T) {
	for range 4 {
		next()
	}
	time.Sleep(200 * time.Millisecond)
}
