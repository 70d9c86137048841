package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestCount(t *testing.T) {
	if got := sum.Count(4); got > 4 {
		t.Errorf("got %d", got)
	}
}
