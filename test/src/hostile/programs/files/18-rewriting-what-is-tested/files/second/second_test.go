package second

import (
	"os"
	"strconv"
	"testing"
)

func want(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile("testdata/want.txt")
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestHonest(t *testing.T) {
	if got := Add(1, 2); got != want(t) {
		t.Errorf("want %d, got %d", want(t), got)
	}
}

func TestWrong(t *testing.T) {
	if got := Add(1, 1); got != want(t) {
		t.Errorf("want %d, got %d", want(t), got)
	}
}
