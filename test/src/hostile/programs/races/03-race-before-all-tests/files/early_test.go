package sum

import (
	"os"
	"sync"
	"testing"
)

var shared = race()

func race() int {
	var all sync.WaitGroup
	n := 0
	for range 2 {
		all.Go(func() {
			for range 1000 {
				n++
			}
		})
	}
	all.Wait()
	return n
}

func init() { shared += race() }

func TestMain(m *testing.M) {
	shared += race()
	if code := m.Run(); code != 0 {
		os.Exit(code)
	}
	// A race that no test saw is still a race: the process says so, whatever TestMain wants.
	os.Exit(0)
}

func TestX(t *testing.T) {
	if shared < 0 {
		t.Error(shared)
	}
}
