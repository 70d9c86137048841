package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestNothingWasThere(t *testing.T) {
	if got := sum.Seen(); got != "0 0 1 true 0 <nil> 0 1 true 0 {} 0 1 true 0" {
		t.Error(got)
	}
}

func TestAdd(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}
