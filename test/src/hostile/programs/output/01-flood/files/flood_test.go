package sum

import (
	"fmt"
	"testing"
)

func TestBefore(t *testing.T) { fmt.Println("the first words") }

func TestFlood(t *testing.T) {
	for i := 0; ; i++ {
		fmt.Println("and more, and more, and more, and more, and more, and more, and more", i)
	}
}
