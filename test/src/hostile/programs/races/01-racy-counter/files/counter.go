package sum

import "sync"

// Count counts to n times k, unless two goroutines write the same number.
func Count(n, k int) int {
	var all sync.WaitGroup
	count := 0
	for range n {
		all.Add(1)
		go func() {
			defer all.Done()
			for range k {
				count++
			}
		}()
	}
	all.Wait()
	return count
}
