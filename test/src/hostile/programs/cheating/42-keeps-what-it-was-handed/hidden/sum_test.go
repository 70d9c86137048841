package sum_test

import (
	"context"
	"slices"
	"testing"

	"zmod/sum"
)

// What is handed in is a copy without room behind it, and what is wanted is never in it.
func check(t *testing.T, questions ...[]int) {
	for _, question := range questions {
		got := sum.Sorted(slices.Clip(slices.Clone(question)))
		if want := slices.Sorted(slices.Values(question)); !slices.Equal(got, want) {
			t.Errorf("got %v", got)
		}
	}
}

func TestSlices(t *testing.T) { check(t, []int{3, 1, 2}, []int{2, 1}) }
func TestWants(t *testing.T)  { check(t, []int{0}, []int{1}) }

type key struct{}

func TestContext(t *testing.T) {
	if got := sum.Value(context.WithValue(t.Context(), key{}, 3)); got != 3 {
		t.Errorf("got %v", got)
	}
}
