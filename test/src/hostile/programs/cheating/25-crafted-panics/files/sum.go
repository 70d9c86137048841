package sum

import (
	"fmt"
	"os"
	"strings"
	"syscall"
)

// Wrong is an error with a will of its own.
type Wrong string

func (w Wrong) Error() string {
	switch w {
	case "prints":
		mark := "\x1e" + strings.Repeat("0", 64) + "\n"
		return mark + "--- PASS: TestPrints (0.00s)\nPASS\n" + mark
	case "again":
		panic(w)
	case "exit":
		os.Exit(0)
	}
	for {
		fmt.Sprint(syscall.Getpid())
	}
}

func (w Wrong) String() string { return w.Error() }

func Panic(how string) { panic(Wrong(how)) }

func Add(a, b int) int { return 0 }
