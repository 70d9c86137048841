package sum

import (
	"syscall"
	"testing"
)

var chunk = make([]byte, 64<<10)

func TestKernel(t *testing.T) {
	for range 40 {
		carrier, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_NONBLOCK, 0)
		if err != nil {
			return
		}
		for sendAway(carrier[0], sockets()) && sendAway(carrier[0], pipe()) {
		}
	}
}

func sockets() []int {
	return full(syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_NONBLOCK, 0))
}

func pipe() []int {
	var pipe [2]int
	err := syscall.Pipe2(pipe[:], syscall.O_NONBLOCK)
	if err == nil {
		const setPipeSize = 1031
		_, _, _ = syscall.Syscall(syscall.SYS_FCNTL, uintptr(pipe[1]), setPipeSize, 1<<20)
	}
	return full([2]int{pipe[1], pipe[0]}, err)
}

// full writes to the first of a pair until it takes no more.
func full(pair [2]int, err error) []int {
	if err != nil {
		return nil
	}
	for {
		if n, err := syscall.Write(pair[0], chunk); err != nil || n <= 0 {
			return pair[:]
		}
	}
}

// sendAway puts descriptors into a message that nobody receives: closed here, they live on in there.
func sendAway(carrier int, pair []int) bool {
	if pair == nil {
		return false
	}
	err := syscall.Sendmsg(carrier, []byte{0}, syscall.UnixRights(pair...), nil, 0)
	if err == nil {
		for _, fd := range pair {
			_ = syscall.Close(fd)
		}
	}
	return err == nil
}
