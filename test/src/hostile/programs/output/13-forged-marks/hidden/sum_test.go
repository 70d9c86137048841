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

func TestForges(t *testing.T) {
	if sum.Forge() != 1 {
		t.Error("wrong")
	}
}

func TestAfter(t *testing.T) {
	if sum.Add(2, 2) != 4 {
		t.Error("wrong")
	}
}
