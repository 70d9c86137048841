package sum

import (
	"fmt"
	"testing"
)

func TestOverwrites(t *testing.T) {
	fmt.Print("FAILED\rPASSED\n")
	fmt.Print("wrong\b\b\b\b\bright\n")
	fmt.Print("one\vtwo\fthree\n")
	fmt.Print("windows\r\n")
	t.Error("FAILED\rPASSED")
}
