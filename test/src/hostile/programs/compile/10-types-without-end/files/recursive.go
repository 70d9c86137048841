package sum

type A struct{ A }

type B [2]C

type C struct{ b B }

type E [len(E{})]int

type F interface{ F }

type H = []H

type I[P any] = map[string]I[P]

func Value() A { return A{} }
