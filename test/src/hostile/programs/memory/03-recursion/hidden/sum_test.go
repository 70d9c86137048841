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

func TestRecursion(t *testing.T) { sum.Total() }

func TestAfter(t *testing.T) {
	if sum.Add(2, 2) != 4 {
		t.Error("wrong")
	}
}
