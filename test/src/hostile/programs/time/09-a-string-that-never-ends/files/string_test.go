package sum

import "testing"

type endless struct{ n int }

func (e endless) String() string {
	for {
		e.n++
	}
}

func TestBefore(t *testing.T) {}

func TestLogs(t *testing.T) { t.Logf("it is %v", endless{}) }
