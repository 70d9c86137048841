package sum

import (
	"bytes"
	"os"
	"testing"
)

func TestMain(*testing.M) {
	piece := bytes.Repeat([]byte{'x'}, 63)
	piece = append(piece, '\n')
	for range 65536 / 64 {
		_, _ = os.Stdout.Write(piece)
	}
	os.Exit(0)
}

func TestNever(t *testing.T) {}
