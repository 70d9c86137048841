package sum

import (
	"runtime"
	"sync"
)

var count int

func increment() {
	runtime.RaceDisable()
	count++
	runtime.RaceEnable()
}

func Count(n int) int {
	count = 0
	var all sync.WaitGroup
	for range n {
		all.Go(increment)
	}
	all.Wait()
	return count
}
