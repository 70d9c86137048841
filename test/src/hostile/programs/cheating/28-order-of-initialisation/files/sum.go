package sum

import (
	"strings"
	"zmod/sum/aaa"
	_ "zmod/sum/aguard"
)

func Seen() string { return strings.Join(strings.Fields(aaa.Seen), " ") }

func Add(a, b int) int { return 0 }
