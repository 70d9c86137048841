package main

import (
	"zmod/sum/d/internal/inside"
	"zmod/sum/tool"
)

func main() { tool.Main(inside.N) }
