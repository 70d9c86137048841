package sum

import "time"

func init() {
	for {
		time.Sleep(time.Second)
	}
}

func Add(a, b int) int { return a + b }
