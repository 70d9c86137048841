package sum

import "syscall"

type Adder struct{}

func (Adder) Add(a, b int) int { return 0 }

func (Adder) Close() error {
	syscall.Exit(0)
	return nil
}
