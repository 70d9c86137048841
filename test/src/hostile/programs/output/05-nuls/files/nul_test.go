package sum

import (
	"fmt"
	"strings"
	"testing"
)

func TestNuls(t *testing.T) {
	fmt.Println("a\x00b\x7fc")
	fmt.Println(strings.Repeat("\x00", 1024), "end of the zeros")
	t.Log("a\x00b")
}
