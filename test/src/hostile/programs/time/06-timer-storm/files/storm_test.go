package sum

import (
	"testing"
	"time"
)

func TestStorm(t *testing.T) {
	for i := range 100_000 {
		var again func()
		again = func() { time.AfterFunc(time.Duration(i%97), again) }
		again()
	}
	select {}
}
