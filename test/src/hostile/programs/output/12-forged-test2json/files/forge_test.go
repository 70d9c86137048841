package sum

import (
	"fmt"
	"testing"
)

func TestReal(t *testing.T) {
	fmt.Println(`{"Time":"2026-01-01T00:00:00Z","Action":"pass","Package":"zmod/sum","Test":"TestInJson","Elapsed":0}`)
	fmt.Println("=== RUN   TestSpelled")
	fmt.Println("--- PASS: TestSpelled (0.00s)")
	fmt.Println("PASS")
	fmt.Println("ok  \tzmod/sum\t0.001s")
	t.Log("\x16--- PASS: TestSpelled (0.00s)")
	t.Error("but it is wrong")
}
