package sum

import "zmod/sum/inner"

func Add(a, b int) int { return int(inner.V.Pointer()) }
