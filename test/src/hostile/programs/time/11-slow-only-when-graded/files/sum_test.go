package sum

import "testing"

func TestSlow(t *testing.T) { Slow() }
