package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

func main() {
	switch os.Args[1] {
	case "well":
		fmt.Print("well")
	case "stay":
		child := exec.Command("/proc/self/exe", "hold")
		child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		ready, _ := child.StdoutPipe()
		_ = child.Start()
		_, _ = ready.Read(make([]byte, 1))
		fmt.Print("stays")
	case "hold":
		signal.Ignore()
		listener, err := net.Listen("tcp", "127.0.0.1:4321")
		if err != nil {
			panic(err)
		}
		fmt.Print("!")
		for {
			_, _ = listener.Accept()
		}
	}
}
