package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestAdd(t *testing.T) {
	var adder sum.Adder
	t.Cleanup(func() { adder.Close() })
	if got := adder.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}
