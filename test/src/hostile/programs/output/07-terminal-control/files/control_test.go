package sum

import (
	"fmt"
	"testing"
)

func TestControl(t *testing.T) {
	fmt.Println("\x1b[31mred\x1b[0m and \x1b[1;38;5;9mplain\x1b[m")
	for _, sequence := range []string{"[2J", "[H", "[1A", "[?1049h", "[?25l", "[6n", "[c", "c", "#8", "(0", "[201~", "[999;999H", "[3J", "\x1b[2K"} {
		fmt.Println("\x1b"+sequence, "and on")
		t.Log("\x1b" + sequence)
	}
}
