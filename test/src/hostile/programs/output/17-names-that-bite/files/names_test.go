package sum

import (
	"fmt"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	for _, name := range []string{
		"a\nb", "\x1b[2J", "\x16--- PASS: TestForged (0.00s)", "\u202eSSAP", "a/b//c", "..", "%s%n", "<b>", "\"}", "__proto__",
		"\x00", "\xff\xfe", "\u2028", strings.Repeat("long", 2_000), strings.Repeat("deep/", 200), "",
	} {
		t.Run(name, func(t *testing.T) {})
		fmt.Printf("\x16=== RUN   Test%s\n", name)
		fmt.Printf("\x16--- PASS: Test%s (0.00s)\n", name)
		fmt.Printf("\x16=== NAME  TestNames\n")
	}
	t.Error("wrong in the end")
}
