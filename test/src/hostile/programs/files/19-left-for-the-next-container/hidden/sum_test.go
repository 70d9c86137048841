package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestFirst(t *testing.T) {
	sum.Leave("forty-two")
}

func TestSecond(t *testing.T) {
	if sum.Answer() != "forty-two" {
		t.Error("it does not know")
	}
}

func TestNothingIsLeft(t *testing.T) {
	if left := sum.Left(); left > 0 {
		t.Error(left, "files of somebody else")
	}
}
