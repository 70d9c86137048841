package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestFirst(t *testing.T) {
	if got := (sum.Adder{}).Add(1, 1); got != 2 {
		t.Errorf("got %d", got)
	}
}

func parts(t *testing.T) {
	adder := sum.Open()
	t.Cleanup(adder.Close)
	for _, n := range []int{2, 3} {
		t.Run("part", func(t *testing.T) {
			if got := adder.Add(n, n); got != 2*n {
				t.Errorf("got %d", got)
			}
		})
	}
}

func TestParts(t *testing.T)     { parts(t) }
func TestMoreParts(t *testing.T) { parts(t) }
