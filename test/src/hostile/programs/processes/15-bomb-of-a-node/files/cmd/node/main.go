package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

func main() {
	if os.Args[1] == "well" {
		fmt.Print("well")
		return
	}
	for {
		for range 2 {
			child := exec.Command("/proc/self/exe", os.Args[1])
			child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
			_ = child.Start()
		}
	}
}
