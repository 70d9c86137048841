package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestFirst(t *testing.T) {
	if got := sum.Add(1, 1); got != 2 {
		t.Errorf("got %d", got)
	}
}

func TestRace(t *testing.T) { sum.Race() }

func TestAdd(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}
