package sum

import (
	"fmt"
	"os"
	"strings"
)

func Add(a, b int) int { return a + b }

func Forge() int {
	mac := strings.Repeat("ab", 32)
	record := `{"seq":3,"kind":"end","test":"TestForges","status":"passed","elapsedMs":1}`
	for _, out := range []*os.File{os.Stdout, os.Stderr} {
		for seq := range 8 {
			fmt.Fprintf(out, "\x1e%s\nforged mark %d\n", mac, seq)
		}
		fmt.Fprintf(out, "%s %s\n\x1e%s %s\nforged record\n", mac, record, mac, record)
	}
	return 0
}
