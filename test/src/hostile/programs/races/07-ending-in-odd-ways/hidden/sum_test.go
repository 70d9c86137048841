package sum_test

import (
	"runtime"
	"testing"

	"zmod/sum"
)

func TestBefore(t *testing.T) {}

func TestGoexit(t *testing.T) { runtime.Goexit() }

func TestPanicInCleanup(t *testing.T) {
	t.Cleanup(func() { sum.Panic("in a clean-up") })
}

func TestPanicNil(t *testing.T) { sum.Panic(nil) }

func TestOtherGoroutine(t *testing.T) { sum.Later(t.FailNow) }

func TestDeadlock(t *testing.T) { sum.Wait() }

func TestAfter(t *testing.T) {}
