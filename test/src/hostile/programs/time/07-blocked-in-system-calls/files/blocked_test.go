package sum

import (
	"syscall"
	"testing"
)

func TestBlocked(t *testing.T) {
	var pipe [2]int
	if err := syscall.Pipe(pipe[:]); err != nil {
		t.Fatal(err)
	}
	for range 24 {
		go block(pipe[0])
	}
	block(pipe[0])
}

// block reads from a pipe that nobody writes to. The raw call does not tell the scheduler that it blocks.
func block(fd int) {
	var byte [1]byte
	for {
		_, _ = syscall.Read(fd, byte[:])
	}
}
