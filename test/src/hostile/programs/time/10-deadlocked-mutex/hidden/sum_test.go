package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestAdds(t *testing.T) {
	if sum.Add(1, 2) != 3 {
		t.Error("wrong")
	}
}

func TestTakesTwice(t *testing.T) { sum.Take() }

func TestAddsAfter(t *testing.T) {
	if sum.Add(2, 2) != 4 {
		t.Error("wrong")
	}
}
