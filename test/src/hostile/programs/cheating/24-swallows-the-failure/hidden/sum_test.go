package sum_test

import (
	"sync/atomic"
	"testing"

	"zmod/sum"
)

func TestFailsInside(t *testing.T) {
	sum.Each(3, func(n int) {
		if n < 0 {
			t.Errorf("got %d", n)
		}
	})
}

func TestFatalInside(t *testing.T) {
	sum.Each(3, func(n int) {
		if n < 0 {
			t.Fatalf("got %d", n)
		}
	})
}

func TestPanicInside(t *testing.T) {
	var seen atomic.Int32
	sum.Each(3, func(n int) {
		if n < 0 {
			panic("wrong number")
		}
		seen.Add(1)
	})
	if got := seen.Load(); got != 3 {
		t.Errorf("%d of 3", got)
	}
}
