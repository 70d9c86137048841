package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestAdd(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}
