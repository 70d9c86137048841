package sum

import "syscall"

func Add(a, b int) int { return a + b }

// Stop does not return: this thread may go on for a moment before the others have it stop too.
func Stop() {
	_ = syscall.Kill(syscall.Getpid(), syscall.SIGSTOP)
	select {}
}
