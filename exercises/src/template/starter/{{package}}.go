// Package {{package}} looks through words.
package {{package}}

// Longest returns the longest word.
func Longest(words []string) string {
	return ""
}
