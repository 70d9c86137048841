package first

import (
	"os"
	"testing"
)

func TestRewrite(t *testing.T) {
	mine, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/job/t1", "/job/t2", "../second/second.go", "../second/second_test.go", "../second/testdata/want.txt", "/job/src/second/testdata/want.txt"} {
		if err := os.WriteFile(path, mine, 0o777); err == nil {
			t.Error(path, "was written")
		}
		if err := os.Remove(path); err == nil {
			t.Error(path, "was removed")
		}
	}
	for _, moved := range [][2]string{{"/job/t0", "/job/t1"}, {"../second", "../third"}, {"../second/testdata", "/tmp/testdata"}} {
		if os.Rename(moved[0], moved[1]) == nil {
			t.Error(moved, "was renamed")
		}
	}
	// What its tests find by a relative path is found from where they are started, and that is not here.
	if err := os.MkdirAll("/tmp/testdata", 0o700); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile("/tmp/testdata/want.txt", []byte("2"), 0o600); err != nil {
		t.Error(err)
	}
	if err := os.Chdir("/tmp"); err != nil {
		t.Error(err)
	}
}
