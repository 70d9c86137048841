package sum

import (
	"io"
	"net/http"
	"runtime/debug"
	"strings"
)

var dump string

type slow struct {
	io.Reader
	before func()
}

func (s slow) Read(p []byte) (int, error) {
	s.before()
	return s.Reader.Read(p)
}

func init() {
	const head = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"
	write := func() {
		for fd := uintptr(3); fd < 16; fd++ {
			debug.WriteHeapDump(fd)
		}
	}
	body := io.MultiReader(strings.NewReader(head+strings.Repeat("x", 1<<20)), slow{strings.NewReader("\r\n--x--\r\n"), write})
	r, _ := http.NewRequest("POST", "/", body)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.ParseMultipartForm(1)
	if file, _, err := r.FormFile("f"); err == nil {
		text, _ := io.ReadAll(file)
		dump = string(text)
	}
}

func Add(a, b int) int { return len(dump) }
