package sum

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestBytes(t *testing.T) {
	text := strings.Repeat("0123456789 naïve — ✓\n", 400) + "\x16=== NAME  TestBytes\n"
	for i, b := range []byte(text) {
		_, _ = os.Stdout.Write([]byte{b})
		if i%100 == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	t.Run("part", func(t *testing.T) { t.Log("the last byte") })
}
