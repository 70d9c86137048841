package sum_test

import (
	"testing"

	"zmod/sum"
)

func check(t *testing.T, add func(sum.Logger) int) {
	if got := add(t); got != 3 {
		t.Errorf("got %d", got)
	}
}

func TestSkipped(t *testing.T)  { check(t, sum.Skip) }
func TestCleaned(t *testing.T)  { check(t, sum.Clean) }
func TestStopped(t *testing.T)  { check(t, sum.Stop) }
func TestParallel(t *testing.T) { check(t, sum.Parallel) }
