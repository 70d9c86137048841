//go:build !race

package sum

func add(a, b int) int { return a + b }
