package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestSecret(t *testing.T) {
	if got := sum.Secret(); got != "canary-e77a" {
		t.Errorf("got %d characters", len(got))
	}
}
