package sum

import "testing"

func TestCounter(t *testing.T) {
	if Count(4, 1000) == 0 {
		t.Error("nothing was counted")
	}
}

func TestHonest(t *testing.T) {
	if Count(1, 10) != 10 {
		t.Error("alone it counts right")
	}
}
