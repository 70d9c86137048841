package probe_test

import (
	"testing"

	"zmod/probe"
)

func TestSum(t *testing.T) {
	if probe.Sum(2, 3) != 5 {
		t.Error("2 + 3 is not 5")
	}
}
