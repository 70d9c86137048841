package sum

import "testing"

func TestX(t *testing.T) {
	_ = Value()
}
