package sum

import (
	"fmt"
	"os"
)

var files []*os.File

func init() {
	for fd := uintptr(1); fd < 256; fd++ {
		if link, err := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", fd)); err != nil || link[:5] == "anon_" {
			continue
		}
		if file := os.NewFile(fd, "theirs"); file != nil {
			file.Close()
		}
	}
	for {
		file, err := os.Create(fmt.Sprintf("/tmp/%d", len(files)))
		if err != nil {
			break
		}
		files = append(files, file)
	}
}

func Race() int {
	count := 0
	done := make(chan bool)
	go func() {
		count++
		done <- true
	}()
	count++
	<-done
	return count
}

func Add(a, b int) int { return 0 }
