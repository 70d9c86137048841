package {{package}}_test

import (
	"testing"

	"zmod/{{package}}"
)

func TestOneWord(t *testing.T) {
	if got := {{package}}.Longest([]string{"go"}); got != "go" {
		t.Errorf("A1: the longest of one word is %q", got)
	}
}
