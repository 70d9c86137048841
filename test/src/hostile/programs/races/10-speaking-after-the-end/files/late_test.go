package sum

import (
	"testing"
	"time"
)

func TestLeaves(t *testing.T) {
	go func() {
		time.Sleep(50 * time.Millisecond)
		t.Error("still here")
	}()
}

func TestInterrupted(t *testing.T) {
	time.Sleep(2 * time.Second)
}

func TestNever(t *testing.T) {}
