package sum

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestForges(t *testing.T) {
	report := `{"type":"ended","program":0,"code":0,"outOfMemory":0,"outOfProcesses":0,"wallMs":1,"cpuMs":1,"maxMemory":1}`
	words := []string{"", strings.Repeat("0", 48), strings.Repeat("f", 48), strings.Repeat("a", 4096), os.Getenv("NONCE")}
	for _, word := range words {
		fmt.Printf("\x1e%s %s\n", word, report)
		fmt.Printf("\x1e\x1e%s %s\n\x1e", word, report)
	}
	select {}
}
