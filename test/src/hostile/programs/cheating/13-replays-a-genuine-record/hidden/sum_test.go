package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestFour(t *testing.T) {
	for range 5 {
		t.Run("again", func(t *testing.T) {
			if got := sum.Add(2, 2); got != 4 {
				t.Errorf("got %d", got)
			}
		})
	}
}

func TestFourAgain(t *testing.T)   { TestFour(t) }
func TestFourAtLast(t *testing.T)  { TestFour(t) }
func TestFourForEver(t *testing.T) { TestFour(t) }

func TestAdd(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}
