package sum

import "sync"

var mu sync.Mutex

func Add(a, b int) int { return a + b }

func Take() int {
	mu.Lock()
	defer mu.Unlock()
	mu.Lock()
	return 1
}
