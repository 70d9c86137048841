package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestPrints(t *testing.T)  { sum.Panic("prints") }
func TestAgain(t *testing.T)   { sum.Panic("again") }
func TestExit(t *testing.T)    { sum.Panic("exit") }
func TestForEver(t *testing.T) { sum.Panic("for ever") }

func TestAdd(t *testing.T) {
	if got := sum.Add(1, 2); got != 3 {
		t.Errorf("got %d", got)
	}
}
