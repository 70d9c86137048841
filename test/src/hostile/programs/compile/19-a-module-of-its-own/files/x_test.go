package sum

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestX(t *testing.T) {
	fmt.Println("hello")
}

func TestStarter(t *testing.T) {
	for _, name := range []string{"go.mod", "api.go"} {
		text, err := os.ReadFile(name)
		if err != nil || strings.Contains(string(text), "evil") || strings.Contains(string(text), "panic") {
			t.Errorf("%s: %s %v", name, text, err)
		}
	}
}
