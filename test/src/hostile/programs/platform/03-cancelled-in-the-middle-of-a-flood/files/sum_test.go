package sum

import (
	"os"
	"testing"
)

func TestFlood(t *testing.T) {
	text := []byte("\xe2\x82\xac\xe2\x82\xac\xe2")
	for {
		os.Stdout.Write(text)
		os.Stderr.Write(text)
	}
}
