package sum

import (
	"fmt"
	"testing"
)

func TestFindings(t *testing.T) {
	for i := range 10_000 {
		fmt.Printf("panic: number %d\n\n\tfindings_test.go:%d\n", i, i+1)
		fmt.Printf("WARNING: DATA RACE\nWrite at 0x%x by goroutine 7:\n  f()\n      findings_test.go:%d +0x1\n==================\n", i, i+1)
		t.Errorf("failure %d", i)
	}
}
