package only

import "testing"

func TestAlone(t *testing.T) {}
