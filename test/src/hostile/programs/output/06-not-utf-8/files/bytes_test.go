package sum

import (
	"os"
	"testing"
	"time"
)

func TestBytes(t *testing.T) {
	for _, text := range []string{"before \xff\xfe\xc0\xaf\xe0\x80\xaf", "\xed\xa0\x80\xed\xbf\xbf \xf8\x88\x80\x80\x80", " after the bytes\n["} {
		_, _ = os.Stdout.WriteString(text)
	}
	for _, b := range []byte("é€😀") {
		_, _ = os.Stdout.Write([]byte{b})
		time.Sleep(60 * time.Millisecond)
	}
	// The last byte of all begins a character that never comes.
	_, _ = os.Stdout.WriteString("]\n\xf0\x9f")
}
