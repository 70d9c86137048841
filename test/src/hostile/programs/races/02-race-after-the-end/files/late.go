package sum

import "time"

// Leave starts goroutines that race once their caller has gone.
func Leave() int {
	shared := 0
	for range 2 {
		go func() {
			time.Sleep(2 * time.Millisecond)
			for range 1000 {
				shared++
			}
		}()
	}
	return 1
}

func Wait() int {
	time.Sleep(100 * time.Millisecond)
	return 1
}
