package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestBefore(t *testing.T) {
	if got := sum.Add(2, 2); got != 4 {
		t.Errorf("got %d", got)
	}
}

func TestAdd(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}

func TestAfter(t *testing.T) {
	if got := sum.Add(3, 3); got != 6 {
		t.Errorf("got %d", got)
	}
}
