package sum

import (
	"math"
	"runtime/debug"
	"testing"
)

type cell struct {
	next *cell
	text string
}

var last *cell

func TestGarbage(t *testing.T) {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(math.MaxInt64)
	for {
		last = &cell{text: string(make([]byte, 24))}
	}
}
