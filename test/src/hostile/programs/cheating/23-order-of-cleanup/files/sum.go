package sum

import "errors"

type Adder struct{ Panics bool }

func (Adder) Add(a, b int) int { return 0 }

func (a Adder) Close() {
	defer func() {
		if recover() != nil && a.Panics {
			panic(nil)
		}
	}()
	panic(errors.New("closed"))
}
