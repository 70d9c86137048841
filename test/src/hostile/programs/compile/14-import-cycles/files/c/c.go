package c

import "zmod/sum/a"

func C() int { return a.A() }
