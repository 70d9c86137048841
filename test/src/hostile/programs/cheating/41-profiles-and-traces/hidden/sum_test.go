package sum_test

import (
	"strings"
	"testing"

	"zmod/sum"
)

func TestSecret(t *testing.T) {
	want := strings.Join([]string{"canary", "0f3d"}, "-")
	if got := sum.Secret(func(guess string) bool { return guess == want }); got != want {
		t.Errorf("got %d characters", len(got))
	}
}
