package sum_test

import (
	"runtime"
	"testing"
	"time"

	"zmod/sum"
)

func TestChanges(t *testing.T) {
	three, five := 3, 5
	got := sum.Change(&sum.Question{A: 1, B: 2, Want: &five})
	runtime.GC()
	time.Sleep(20 * time.Millisecond)
	if got != three {
		t.Errorf("got %d", got)
	}
}

func TestLeaves(t *testing.T) {
	got := sum.Leave(&sum.Question{A: 1, B: 2})
	for range 20 {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
	}
	if got != 3 {
		t.Errorf("got %d", got)
	}
}

func TestAdd(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}
