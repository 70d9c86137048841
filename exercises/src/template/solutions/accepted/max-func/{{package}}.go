// Package {{package}} looks through words.
package {{package}}

import (
	"cmp"
	"slices"
)

// Longest returns the longest word.
func Longest(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return slices.MaxFunc(words, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
}
