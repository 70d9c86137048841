package sum

import (
	"fmt"
	"os"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	code := m.Run()
	time.Sleep(100 * time.Millisecond)
	fmt.Print("printed by TestMain\n\x16--- PASS: TestEarly")
	os.Exit(code)
}

func TestEarly(t *testing.T) {
	go func() {
		time.Sleep(50 * time.Millisecond)
		fmt.Println("printed by a goroutine")
	}()
	t.Error("wrong")
}
