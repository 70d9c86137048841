package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestAnswer(t *testing.T) {
	if got := sum.Answer("canary-c44b"); got != "forty-two" {
		t.Errorf("got %s", got)
	}
}
