package sum_test

import (
	"errors"
	"slices"
	"testing"

	"zmod/sum"
)

func TestError(t *testing.T) {
	_, err := sum.Sum()
	if !errors.Is(err, sum.ErrEmpty) || errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("got %v, which is everything", err)
	}
}

func TestEqual(t *testing.T) {
	three, _ := sum.Sum(1, 2)
	four, _ := sum.Sum(1, 3)
	if !three.Equal(three) || three.Equal(four) {
		t.Errorf("%v is %v", three, four)
	}
}

func TestOrder(t *testing.T) {
	got := sum.Sorted(3, 1, 2)
	for i := range got[1:] {
		if got[i+1].Less(got[i]) {
			t.Errorf("%v", got)
		}
	}
	var numbers []int
	for _, each := range got {
		numbers = append(numbers, each.Int())
	}
	if !slices.IsSorted(numbers) {
		t.Errorf("not in order: %v", numbers)
	}
}
