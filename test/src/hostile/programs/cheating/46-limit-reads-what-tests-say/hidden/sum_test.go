package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestFirst(t *testing.T) {
	if got := sum.Number(); got != 31_337 {
		t.Errorf("got %d, want 31337", got)
	}
}

func TestSameAgain(t *testing.T) {
	if got := sum.Number(); got != 31_337 {
		t.Errorf("got %d, want 31337", got)
	}
}

func TestOther(t *testing.T) {
	if got := sum.Number(); got != 271_828 {
		t.Error("another number")
	}
}
