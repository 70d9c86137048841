package inner

import (
	safe "un\x73afe"
	. `\x43`
	mirror `reflect`
)

var P = safe.Pointer(nil)
var V = mirror.ValueOf(P)
