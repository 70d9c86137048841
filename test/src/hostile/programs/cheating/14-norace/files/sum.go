package sum

import "sync"

var count int

//go:norace
func increment() { count++ }

func Count(n int) int {
	count = 0
	var all sync.WaitGroup
	for range n {
		all.Go(increment)
	}
	all.Wait()
	return count
}
