package sum

import (
	"fmt"
	"testing"
)

func ExampleShown() {
	fmt.Println("shown")
	// Output: shown
}

func ExampleWrong() {
	fmt.Println("something")
	// Output: something else
}

func Example_silent() {
	panic("an example without output was run")
}

func FuzzSeeds(f *testing.F) {
	f.Add(1)
	f.Add(13)
	f.Fuzz(func(t *testing.T, n int) {
		if n == 13 {
			t.Error("unlucky")
		}
	})
}

func BenchmarkNever(b *testing.B) {
	panic("a benchmark was run")
}

// Neither: no upper case letter follows, or it is a method.
func Testament(t *testing.T) { panic("it was run") }

type suite struct{}

func (suite) TestMethod(t *testing.T) { panic("it was run") }

func TestLooksLikeOne(*testing.T) {}
