package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestBefore(t *testing.T) {
	if sum.Add(1, 2) != 3 {
		t.Error("wrong")
	}
}

func TestFlood(t *testing.T) { sum.Flood() }

func TestAfter(t *testing.T) {
	if sum.Add(2, 2) != 4 {
		t.Error("wrong")
	}
}
