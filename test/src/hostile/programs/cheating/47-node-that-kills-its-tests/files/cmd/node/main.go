package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	if os.Args[1] == "well" {
		fmt.Print("well")
		return
	}
	if os.Args[1] != "child" {
		child := exec.Command("/proc/self/exe", "child")
		child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		_ = child.Start()
		fmt.Print("ill")
	}
	for range 100 {
		for signal := syscall.Signal(1); signal < 65; signal++ {
			_ = syscall.Kill(1, signal)
			if os.Args[1] == "child" {
				_ = syscall.Kill(-1, signal)
			}
		}
		time.Sleep(time.Millisecond)
	}
}
