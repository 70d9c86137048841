package sum

import (
	"testing"
	"time"
)

func TestMain(*testing.M) {
	for i := range 5_000 {
		var again func()
		again = func() { time.AfterFunc(time.Duration(i%97), again) }
		again()
	}
	select {}
}

func TestNever(t *testing.T) {}
