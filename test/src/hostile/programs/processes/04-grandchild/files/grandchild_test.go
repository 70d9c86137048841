package sum

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	switch os.Getenv("GENERATION") {
	case "child":
		fmt.Println("the child speaks")
		if err := self("grandchild").Start(); err != nil {
			panic(err)
		}
	case "grandchild":
		for os.Getppid() != 1 {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(500 * time.Millisecond)
		fmt.Println("the grandchild speaks")
		time.Sleep(time.Hour)
	default:
		os.Exit(m.Run())
	}
}

func self(generation string) *exec.Cmd {
	command := exec.Command(os.Args[0])
	command.Env = []string{"GENERATION=" + generation, "GORACE=atexit_sleep_ms=0"}
	command.Stdout = os.Stdout
	return command
}

func TestForks(t *testing.T) {
	if err := self("child").Run(); err != nil {
		t.Fatal(err)
	}
}
