package sum

import (
	"fmt"
	"log"
	"os"
	"runtime/debug"
	"strings"
	"time"
)

func init() { go report("since the beginning") }

func report(since string) {
	for range 400 {
		fmt.Println(since, len(os.Args), os.Getenv("HOME"), strings.Join(os.Environ(), " "))
		fmt.Fprintln(os.Stderr, since, time.Now())
		log.Print(since)
		debug.FreeOSMemory()
		time.Sleep(time.Millisecond)
	}
}

func Add(a, b int) int {
	go report("since a test")
	return a + b
}
