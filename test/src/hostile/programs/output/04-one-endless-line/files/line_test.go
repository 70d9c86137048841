package sum

import (
	"os"
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	piece := strings.Repeat("x", 997)
	for {
		_, _ = os.Stdout.WriteString(piece)
	}
}
