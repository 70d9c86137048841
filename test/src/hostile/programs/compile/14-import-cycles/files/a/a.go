package a

import "zmod/sum/b"

func A() int { return b.B() }
