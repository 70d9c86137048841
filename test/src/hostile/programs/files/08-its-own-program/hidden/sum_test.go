package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestCannotRead(t *testing.T) {
	if found := sum.Readable(); found != "" {
		t.Error("it can read", found)
	}
}

func TestSecret(t *testing.T) {
	if sum.Secret() != "canary-of-the-hidden-tests" {
		t.Error("it does not know")
	}
}
