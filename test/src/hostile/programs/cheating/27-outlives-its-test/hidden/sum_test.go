package sum_test

import (
	"testing"

	"zmod/sum"
)

func check(t *testing.T, got int) {
	if got != 3 {
		t.Errorf("got %d", got)
	}
}

func TestFirst(t *testing.T)  { check(t, sum.First()) }
func TestSecond(t *testing.T) { check(t, sum.Second()) }
func TestThird(t *testing.T)  { check(t, sum.Third()) }
