package only_test

import "testing"

func TestAlsoAlone(t *testing.T) { t.Fail() }
