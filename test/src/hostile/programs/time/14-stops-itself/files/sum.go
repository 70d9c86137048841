package sum

import "syscall"

func Add(a, b int) int { return a + b }

func Stop() { _ = syscall.Kill(syscall.Getpid(), syscall.SIGSTOP) }
