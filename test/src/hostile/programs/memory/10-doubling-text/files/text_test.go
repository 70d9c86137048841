package sum

import "testing"

func TestDoubles(t *testing.T) {
	text := "0123456789abcdef"
	for {
		text += text
	}
}
