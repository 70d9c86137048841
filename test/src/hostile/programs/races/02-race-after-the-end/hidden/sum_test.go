package sum_test

import (
	"testing"
	"time"

	"zmod/sum"
)

// What is left behind has raced by the time that its clean-up is done, and so within its own time.
func TestLeave(t *testing.T) {
	t.Cleanup(func() { time.Sleep(50 * time.Millisecond) })
	if sum.Leave() != 1 {
		t.Error("no")
	}
}

func TestNext(t *testing.T) {
	if sum.Wait() != 1 {
		t.Error("no")
	}
}

func TestLast(t *testing.T) {
	if sum.Leave() != 1 {
		t.Error("no")
	}
}
