package sum

import (
	"fmt"
	"os"
	"testing"
)

func TestFills(t *testing.T) {
	megabyte := make([]byte, 1<<20)
	for i := 0; ; i++ {
		if err := os.WriteFile(fmt.Sprintf("/tmp/%d", i), megabyte, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
