package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestNumber(t *testing.T) {
	if got := sum.Number(); got != 31_337 {
		t.Errorf("got %d, want %d", got, 31_337)
	}
}
