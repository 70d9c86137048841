package sum

import "testing"

func TestServe(t *testing.T) {
	if Serve() != nil {
		t.Fail()
	}
}
