package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestFatal(t *testing.T)     { sum.Fatal() }
func TestUsage(t *testing.T)     { sum.Usage() }
func TestElsewhere(t *testing.T) { sum.Elsewhere() }

func TestAdd(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}
