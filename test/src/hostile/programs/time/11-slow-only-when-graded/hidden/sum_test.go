package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestQuick(t *testing.T) {
	if sum.Add(1, 2) != 3 {
		t.Error("wrong")
	}
}

func TestSlow(t *testing.T) {
	if sum.Slow() != 1 {
		t.Error("wrong")
	}
}

func TestWrong(t *testing.T) {
	if sum.Add(2, 2) != 5 {
		t.Error("wrong")
	}
}
