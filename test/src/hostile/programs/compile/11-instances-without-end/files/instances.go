package sum

type list[P any] struct{ next *list[[]P] }

type bound[P bound[P]] interface{ less(P) bool }

type twice[P any] struct{ both *twice[pair[P]] }

type pair[P any] struct{ a, b P }

func f[T any](depth int) int {
	if depth == 0 {
		return 0
	}
	return g[pair[T]](depth-1) + 1
}

func g[T any](depth int) int { return f[[]T](depth) }

func Value() int {
	var one list[int]
	var two twice[int]
	_, _ = one, two
	return f[int](1 << 20)
}
