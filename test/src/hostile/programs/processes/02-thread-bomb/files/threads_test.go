package sum

import (
	"runtime"
	"testing"
)

func TestBefore(t *testing.T) {}

func TestThreads(t *testing.T) {
	for range 500 {
		go func() {
			runtime.LockOSThread()
			select {}
		}()
	}
	select {}
}
