package sum

import "time"

var ready = waitFor(make(chan bool))

func waitFor(never chan bool) bool {
	for {
		select {
		case <-never:
			return true
		case <-time.After(time.Millisecond):
		}
	}
}
