package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestSecret(t *testing.T) {
	if got := sum.Secret(); got != "canary-8d1f" {
		t.Errorf("got %d characters", len(got))
	}
}

func TestNothingWasReadable(t *testing.T) {
	if len(sum.Found) > 0 {
		t.Error(sum.Found)
	}
}
