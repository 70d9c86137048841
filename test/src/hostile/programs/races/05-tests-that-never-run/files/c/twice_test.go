package c

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	first := m.Run()
	second := m.Run()
	os.Exit(first + second)
}

var runs int

func TestTwice(t *testing.T) {
	if runs++; runs > 2 {
		t.Error(runs)
	}
}
