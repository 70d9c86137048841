package {{package}}_test

import (
	"testing"

	"zmod/{{package}}"
)

func TestLongestWordIsFound(t *testing.T) {
	for _, words := range [][]string{{"four", "three", "one"}, {"one", "four", "three"}, {"three", "one", "four"}} {
		if got := {{package}}.Longest(words); got != "three" {
			t.Errorf("A1: the longest of %q has to be %q, and is %q", words, "three", got)
		}
	}
}

func TestFirstOfEqualsIsTaken(t *testing.T) {
	if got := {{package}}.Longest([]string{"ab", "cd", "ef"}); got != "ab" {
		t.Errorf("A2: of ab, cd and ef it has to be the first, and is %q", got)
	}
}

func TestNoWordsAreNoProblem(t *testing.T) {
	for _, words := range [][]string{nil, {}} {
		if got := {{package}}.Longest(words); got != "" {
			t.Errorf("A3: the longest of no words is %q", got)
		}
	}
}
