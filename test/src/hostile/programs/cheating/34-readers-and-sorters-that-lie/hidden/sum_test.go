package sum_test

import (
	"bytes"
	"io"
	"slices"
	"sort"
	"testing"

	"zmod/sum"
)

func TestReads(t *testing.T) {
	if text, _ := io.ReadAll(sum.Reader(1 << 20)); string(text) != "numbers" {
		t.Errorf("got %d bytes", len(text))
	}
}

func TestReadsLess(t *testing.T) {
	var text bytes.Buffer
	if text.ReadFrom(sum.Reader(-1 << 20)); text.String() != "numbers" {
		t.Errorf("got %d bytes", text.Len())
	}
}

func TestSorts(t *testing.T) {
	numbers := []int{3, 1, 2}
	sort.Sort(sum.Sorter(numbers))
	if !slices.IsSorted(numbers) {
		t.Errorf("got %v", numbers)
	}
}

func TestStops(t *testing.T) {
	for n := range sum.Numbers() {
		if n == 2 {
			break
		}
	}
}

func TestAdd(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}
