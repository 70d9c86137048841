package sum_test

import (
	"testing"

	"zmod/sum"
)

func ask(t *testing.T) {
	if got := sum.Answer("canary-2b90"); got != "forty-two" {
		t.Errorf("got %s", got)
	}
}

func TestSecretQuestion(t *testing.T) { ask(t) }
func TestSecretPanic(t *testing.T)    { ask(t) }
func TestSecretExit(t *testing.T)     { ask(t) }
