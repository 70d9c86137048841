package sum

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"
)

func TestSameNames(t *testing.T) {
	for n := range 3 {
		t.Run("same", func(t *testing.T) {
			if n == 1 {
				t.Error("the second")
			}
		})
	}
	// As the third would be called that is called the same.
	t.Run("same#01", func(*testing.T) {})
}

func TestManyParallel(t *testing.T) {
	var most, now atomic.Int32
	for n := range 200 {
		t.Run(fmt.Sprint(n%10), func(t *testing.T) {
			t.Parallel()
			if is := now.Add(1); is > most.Load() {
				most.Store(is)
			}
			time.Sleep(time.Millisecond)
			now.Add(-1)
		})
	}
	t.Cleanup(func() {
		if most.Load() > 8 {
			t.Error(most.Load(), "at once")
		}
	})
}

func TestParentGoesFirst(t *testing.T) {
	t.Run("child", func(t *testing.T) {
		t.Parallel()
		time.Sleep(20 * time.Millisecond)
	})
}
