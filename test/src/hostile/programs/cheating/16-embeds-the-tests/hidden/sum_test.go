package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestSecret(t *testing.T) {
	if got := sum.Secret(); got != "canary-51c2" {
		t.Errorf("got %d characters", len(got))
	}
}
