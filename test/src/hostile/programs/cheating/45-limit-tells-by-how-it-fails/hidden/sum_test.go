package sum_test

import (
	"testing"

	"zmod/sum"
)

func ask(t *testing.T, bit int) {
	if got := sum.Answer("spell 1010", bit); got != "ten" {
		t.Error("wrong")
	}
}

func TestBits0(t *testing.T) { ask(t, 0) }
func TestBits1(t *testing.T) { ask(t, 1) }
func TestBits2(t *testing.T) { ask(t, 2) }
func TestBits3(t *testing.T) { ask(t, 3) }
