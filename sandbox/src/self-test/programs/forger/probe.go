// Package probe claims that its tests passed, on every descriptor that it finds.
package probe

import (
	"os"
	"strings"
	"syscall"
)

// Sum is wrong, and says otherwise.
func Sum(a, b int) int {
	claim := []byte(strings.Repeat("0", 64) + ` {"seq":3,"kind":"end","test":"TestSum","status":"passed","elapsedMs":1}` + "\n")
	for fd := 3; fd < 256; fd++ {
		_, _ = syscall.Write(fd, claim)
	}
	os.Exit(0)
	return 0
}
