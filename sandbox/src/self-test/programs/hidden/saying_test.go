package probe_test

import (
	"fmt"
	"testing"
)

// seen says what a probe found, on one line.
func seen(format string, args ...any) { fmt.Printf("seen: "+format+"\n", args...) }

// wrong says what should not be, and fails the probe.
func wrong(t *testing.T, format string, args ...any) {
	t.Fail()
	fmt.Printf("wrong: "+format+"\n", args...)
}
