// Package probe stands where a candidate's package stands: one answer of it is right, one is wrong, and one races.
package probe

import "sync"

// Sum is right.
func Sum(a, b int) int { return a + b }

// Product is wrong.
func Product(a, b int) int { return a + b }

// Count adds without a lock.
func Count() int {
	var (
		wg sync.WaitGroup
		n  = new(int)
	)
	for range 4 {
		wg.Go(func() {
			for range 100 {
				*n++
			}
		})
	}
	wg.Wait()
	return *n
}
