package sum_test

import (
	"testing"

	"zmod/sum"
)

// Registered first, so it runs last.
func checked(t *testing.T, adder sum.Adder) {
	var got int
	t.Cleanup(func() {
		if got != 3 {
			t.Errorf("got %d", got)
		}
	})
	t.Cleanup(adder.Close)
	got = adder.Add(1, 2)
}

func TestCheckedAfterClose(t *testing.T) { checked(t, sum.Adder{}) }
func TestCheckedAfterPanic(t *testing.T) { checked(t, sum.Adder{Panics: true}) }

func TestDeferredPanic(t *testing.T) {
	adder := sum.Adder{Panics: true}
	defer func() {
		if got := adder.Add(1, 2); got != 3 {
			t.Errorf("got %d", got)
		}
	}()
	adder.Close()
}

func TestFailedBeforePanic(t *testing.T) {
	adder := sum.Adder{Panics: true}
	defer adder.Close()
	if got := adder.Add(1, 2); got != 3 {
		t.Fatalf("got %d", got)
	}
}

func TestLast(t *testing.T) { checked(t, sum.Adder{}) }
