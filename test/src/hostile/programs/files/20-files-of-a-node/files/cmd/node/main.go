package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	switch os.Args[1] {
	case "leave":
		for _, place := range places() {
			_ = os.WriteFile(filepath.Join(place, "answer"), []byte(os.Args[2]), 0o600)
		}
		for _, path := range []string{"/job/bin/node", "/job/bin/other", "/job/t", "/proc/self/exe"} {
			_ = os.Remove(path)
			_ = os.WriteFile(path, []byte("#!/tmp/mine\n"), 0o777)
		}
	case "find":
		for _, place := range places() {
			if text, err := os.ReadFile(filepath.Join(place, "answer")); err == nil {
				fmt.Print(string(text))
				return
			}
		}
		fmt.Print("nothing")
	case "read":
		// Whatever tests it holds the answer, and so does its memory.
		for _, path := range []string{"/job/t", "/proc/1/exe", "/proc/1/mem", "/proc/1/maps", "/proc/1/environ", "/job/bin/node", "/proc/self/exe", "/job/src/sum_test.go", "/job/hidden/sum_test.go"} {
			text, err := os.ReadFile(path)
			if err == nil {
				fmt.Print(path, " ")
			}
			if at := bytes.Index(text, []byte("canary"+"-of-")); at >= 0 {
				fmt.Print(string(text[at : at+26]))
			}
		}
	}
}

func places() []string {
	cwd, _ := os.Getwd()
	return []string{"/tmp", "/dev/shm", "/dev/mqueue", "/var/tmp", "/run", "/job", "/job/bin", "/job/src", "/", cwd, os.Getenv("HOME"), os.Getenv("TMPDIR"), os.Getenv("TWOHOURS_BIN")}
}
