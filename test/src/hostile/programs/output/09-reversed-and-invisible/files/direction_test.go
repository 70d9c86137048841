package sum

import (
	"fmt"
	"testing"
)

func TestDirections(t *testing.T) {
	fmt.Println("FAIL \u202eSSAP\u202c")
	for _, hidden := range []rune{0x200b, 0x200e, 0x200f, 0x061c, 0x202a, 0x202d, 0x2066, 0x2067, 0x2068, 0x2069, 0x2060, 0x2028, 0x2029, 0xfeff, 0xfff9, 0xe0041, 0x180e} {
		fmt.Printf("%U: [%c]\n", hidden, hidden)
		t.Logf("%U: [%c]", hidden, hidden)
	}
}
