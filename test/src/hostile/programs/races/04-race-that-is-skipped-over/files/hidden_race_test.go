package sum

import (
	"runtime"
	"sync"
	"testing"
)

// Each has its own, since one place in the code is reported once.
func TestSkipped(t *testing.T) {
	n, all := 0, sync.WaitGroup{}
	for range 2 {
		all.Go(func() { n++ })
	}
	all.Wait()
	t.Skip("nothing to see here", n)
}

func TestInSubtest(t *testing.T) {
	t.Run("inner", func(t *testing.T) {
		n, all := 0, sync.WaitGroup{}
		for range 2 {
			all.Go(func() { n++ })
		}
		all.Wait()
	})
}

func TestOneProcessor(t *testing.T) {
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	n, all := 0, sync.WaitGroup{}
	for range 2 {
		all.Go(func() { n++ })
	}
	all.Wait()
}

func TestRecovered(t *testing.T) {
	defer func() { _ = recover() }()
	n, all := 0, sync.WaitGroup{}
	for range 2 {
		all.Go(func() { n++ })
	}
	all.Wait()
	panic("never mind")
}
