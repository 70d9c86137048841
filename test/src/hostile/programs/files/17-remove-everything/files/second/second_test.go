package second

import (
	"os"
	"testing"
)

func TestStillThere(t *testing.T) {
	text, err := os.ReadFile("testdata/list.txt")
	if err != nil || string(text) != "one\ntwo\n" {
		t.Error(string(text), err)
	}
	if err := os.WriteFile(t.TempDir()+"/file", text, 0o600); err != nil {
		t.Error(err)
	}
}
