// Package {{package}} looks through words.
package {{package}}

// Longest returns the longest word, the first of several, and "" without words.
func Longest(words []string) string {
	longest := ""
	for _, word := range words {
		if len(word) > len(longest) {
			longest = word
		}
	}
	return longest
}
