package sum

import (
	"flag"
	"log"
	"os"
	"time"
)

func Fatal() { log.Fatal("good-bye") }

func Usage() {
	copy(os.Args, []string{"t"})
	flag.CommandLine.Parse([]string{"-test.run=^$"})
}

func Elsewhere() {
	go func() { panic("elsewhere") }()
	time.Sleep(time.Second)
}

func Add(a, b int) int { return 0 }
