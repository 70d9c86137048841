package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestAdd(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}

func TestAddMore(t *testing.T) {
	if got := sum.Add(1, 3); got != 4 {
		t.Errorf("got %d", got)
	}
}
