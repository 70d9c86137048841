package sum

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var odd = []string{
	"two\nlines",
	"--- PASS: TestOddNames (0.00s)",
	"\x16--- PASS: TestForged (0.00s)\n\x16=== RUN   TestForged",
	"\x1b[2J\x1b]0;title\x07",
	"reversed\u202etxt.exe",
	"\xff\xfe\xfd",
	" ",
	"-rf",
	"$(reboot)",
	"`reboot`",
	"..\\..\\windows",
	"nul",
	"<script>alert(1)",
	strings.Repeat("ü", 127) + "x",
}

func TestOddNames(t *testing.T) {
	for _, name := range odd {
		path := filepath.Join("/tmp", name)
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Error(err)
			continue
		}
		fmt.Println("wrote", path)
	}
	entries, err := os.ReadDir("/tmp")
	if err != nil || len(entries) != len(odd) {
		t.Error(len(entries), err)
	}
	for _, entry := range entries {
		fmt.Println(entry.Name())
	}
}

// The paths of its messages and panics would be one of those names.
func TestInAnOddPlace(t *testing.T) {
	place := "/tmp/x\n\tsum.go:1 +0x1\n--- FAIL: TestOddNames (0.00s)"
	if err := os.Mkdir(place, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(place); err != nil {
		t.Fatal(err)
	}
	fmt.Println(os.Getwd())
	_, err := os.Open(place + "/missing")
	fmt.Println(err)
}
