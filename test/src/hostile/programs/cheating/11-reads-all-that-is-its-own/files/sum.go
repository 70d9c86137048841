package sum

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// Found is what could be read and should not be.
var Found []string

var secret string

func look(path string, text []byte, err error) {
	if err == nil && len(text) > 0 {
		Found = append(Found, path)
	}
	if at := bytes.Index(text, []byte("canary-")); at >= 0 {
		secret = string(text[at:][:11])
	}
}

func read(path string) {
	file, err := os.Open(path)
	if err != nil {
		return
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, 1<<20))
	look(path, text, err)
}

func init() {
	text, err := io.ReadAll(os.Stdin)
	look("standard input", text, err)
	for _, name := range []string{"exe", "mem", "environ", "auxv", "root/job/t", "cwd/t", "stack", "syscall", "pagemap"} {
		for _, process := range []string{"self", "thread-self", "1"} {
			read("/proc/" + process + "/" + name)
		}
	}
	if file, err := http.Dir("/proc/1").Open("mem"); err == nil {
		look("process 1, by HTTP", []byte("it"), err)
		file.Close()
	}
	for _, path := range []string{"/job/t", "/job/src/sum_test.go", "/job/hidden/sum_test.go", "/opt/twohours/race.cfg", "/dev/mem", "/dev/kmsg", "/proc/kcore"} {
		read(path)
	}
	filepath.WalkDir("/", func(path string, entry os.DirEntry, err error) error {
		if strings.HasSuffix(path, "_test.go") {
			read(path)
		}
		if path == "/proc" || path == "/sys" {
			return filepath.SkipDir
		}
		return nil
	})
}

func Secret() string { return secret }
