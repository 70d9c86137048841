package sum

import (
	"syscall"
	"testing"
)

func TestMaps(t *testing.T) {
	for range 64 {
		region, err := syscall.Mmap(-1, 0, 1<<30, syscall.PROT_READ, syscall.MAP_PRIVATE|syscall.MAP_ANON|syscall.MAP_NORESERVE)
		if err != nil {
			t.Fatal(err)
		}
		if len(region) != 1<<30 {
			t.Fatal(len(region))
		}
	}
}
