package sum_test

import (
	"testing"

	"zmod/sum"
)

func check(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}

func TestAdd(t *testing.T)         { check(t) }
func TestAddAgain(t *testing.T)    { check(t) }
func TestAddOnceMore(t *testing.T) { check(t) }
func TestAddForEver(t *testing.T)  { check(t) }
func TestAddAtLast(t *testing.T)   { check(t) }
