package b

import "zmod/sum/c"

func B() int { return c.C() }
