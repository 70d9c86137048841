package sum

//line hidden/sum_test.go:1
func Add(a, b int) int { return add(a, b) }
