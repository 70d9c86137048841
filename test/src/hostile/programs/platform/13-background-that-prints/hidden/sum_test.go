package sum_test

import (
	"testing"
	"time"

	"zmod/sum"
)

func check(t *testing.T, want int) {
	time.Sleep(20 * time.Millisecond)
	if got := sum.Add(1, 2); got != want {
		t.Errorf("got %d, want %d", got, want)
	}
}

func TestAdd(t *testing.T)         { check(t, 3) }
func TestAddAgain(t *testing.T)    { check(t, 3) }
func TestAddOnceMore(t *testing.T) { check(t, 3) }
func TestWrong(t *testing.T)       { check(t, 4) }
