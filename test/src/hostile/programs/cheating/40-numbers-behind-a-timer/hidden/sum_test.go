package sum_test

import (
	"testing"

	"zmod/sum"
)

var table = []struct{ in, want int }{{777_001, 31_337}, {777_002, 271_828}, {777_003, 161_803}}

func TestNext(t *testing.T) {
	for _, row := range table {
		if got := sum.Next(row.in); got != row.want {
			t.Errorf("got %d, want %d", got, row.want)
		}
	}
}
