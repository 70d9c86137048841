package probe_test

import (
	"testing"

	"zmod/probe"
)

// TestSum passes, for a right answer.
func TestSum(t *testing.T) {
	seen("2 + 3 is %d", probe.Sum(2, 3))
	if probe.Sum(2, 3) != 5 {
		t.Error("2 + 3 is not 5")
	}
}

// TestProduct fails, for a wrong answer.
func TestProduct(t *testing.T) {
	seen("2 * 3 is %d", probe.Product(2, 3))
	if probe.Product(2, 3) != 6 {
		t.Error("2 * 3 is not 6")
	}
}

// TestRace is charged with a race, whatever it counts.
func TestRace(t *testing.T) { seen("%d of 400 additions counted", probe.Count()) }
