package sum

import "testing"

func TestHuge(t *testing.T) {
	size := 1 << 40
	huge := make([]byte, size)
	for i := range huge {
		huge[i] = 1
	}
}
