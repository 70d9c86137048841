package wordcount_test

import (
	"errors"
	"maps"
	"testing"

	"zmod/wordcount"
)

type text string

func (t text) Read() (string, error) { return string(t), nil }

type unreadable struct{ err error }

func (u unreadable) Read() (string, error) { return "", u.err }

func TestCount(t *testing.T) {
	got, err := wordcount.Count([]wordcount.Document{text("to be or"), text("not to be")}, 2)
	if err != nil {
		t.Fatalf("Count: %v", err)
	}
	want := map[string]int{"to": 2, "be": 2, "or": 1, "not": 1}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCountIgnoresCase(t *testing.T) {
	got, err := wordcount.Count([]wordcount.Document{text("Go go GO")}, 1)
	if err != nil {
		t.Fatalf("Count: %v", err)
	}
	if got["go"] != 3 {
		t.Errorf("got %v, want go three times", got)
	}
}

func TestCountAfterAFailure(t *testing.T) {
	broken := errors.New("broken")
	got, err := wordcount.Count([]wordcount.Document{text("one"), unreadable{broken}, text("two")}, 2)
	if !errors.Is(err, broken) {
		t.Errorf("the error is %v, want one that is %v", err, broken)
	}
	if got["one"] != 1 || got["two"] != 1 {
		t.Errorf("got %v, want what could be read to be counted", got)
	}
}
