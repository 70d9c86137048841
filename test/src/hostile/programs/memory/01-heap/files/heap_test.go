package sum

import "testing"

var kept [][]byte

func TestBefore(t *testing.T) {}

func TestHeap(t *testing.T) {
	for {
		block := make([]byte, 1<<20)
		for i := 0; i < len(block); i += 4096 {
			block[i] = 1
		}
		kept = append(kept, block)
	}
}
