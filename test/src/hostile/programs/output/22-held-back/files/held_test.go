package sum

import (
	"fmt"
	"os"
	"testing"
)

func TestMain(*testing.M) {
	fmt.Print("the last words\n\x16=== RUN   Tes\x1b\x1e0123456789abcdef")
	os.Exit(3)
}

func TestNever(t *testing.T) {}
