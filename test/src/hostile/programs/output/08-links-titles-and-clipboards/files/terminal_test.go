package sum

import (
	"fmt"
	"testing"
)

func TestTerminal(t *testing.T) {
	for _, text := range []string{
		"\x1b]0;a title\x07", "\x1b]52;c;cm0gLXJmIH4K\x07", "\x1b]8;;https://example.org\x1b\\all tests pass\x1b]8;;\x1b\\",
		"\x1bP$q\"p\x1b\\", "\x1b_application\x1b\\", "\x1b^private\x1b\\",
		"\u009d0;a title\u009c", "\u009b2J", "\x9b2J", "\x9d52;c;cm0K\x9c",
		"<a href=\"javascript:alert(1)\">passed</a><script>alert(1)</script>",
	} {
		fmt.Println(text)
		t.Log(text)
	}
}
