package sum

type summer interface{ Sum() int }

type node struct{ next func() summer }

func (n node) Sum() int { return 1 + n.next().Sum() }

func Add(a, b int) int { return a + b }

func Total() int {
	var self func() summer
	self = func() summer { return node{self} }
	return self().Sum()
}
