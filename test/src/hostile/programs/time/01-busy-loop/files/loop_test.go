package sum

import (
	"runtime"
	"testing"
)

func TestBefore(t *testing.T) {}

func TestLoop(t *testing.T) {
	for range 4 * runtime.NumCPU() {
		go count()
	}
	count()
}

func count() {
	for i := 0; ; i++ {
		_ = i
	}
}
