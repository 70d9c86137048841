package sum

type pair[A, B any] struct {
	a A
	b B
}

func f0[T any](v *T) int  { return f1(&pair[*T, *T]{v, v}) }
func f1[T any](v *T) int  { return f2(&pair[*T, *T]{v, v}) }
func f2[T any](v *T) int  { return f3(&pair[*T, *T]{v, v}) }
func f3[T any](v *T) int  { return f4(&pair[*T, *T]{v, v}) }
func f4[T any](v *T) int  { return f5(&pair[*T, *T]{v, v}) }
func f5[T any](v *T) int  { return f6(&pair[*T, *T]{v, v}) }
func f6[T any](v *T) int  { return f7(&pair[*T, *T]{v, v}) }
func f7[T any](v *T) int  { return f8(&pair[*T, *T]{v, v}) }
func f8[T any](v *T) int  { return f9(&pair[*T, *T]{v, v}) }
func f9[T any](v *T) int  { return f10(&pair[*T, *T]{v, v}) }
func f10[T any](v *T) int { return f11(&pair[*T, *T]{v, v}) }
func f11[T any](v *T) int { return f12(&pair[*T, *T]{v, v}) }
func f12[T any](v *T) int { return f13(&pair[*T, *T]{v, v}) }
func f13[T any](v *T) int { return f14(&pair[*T, *T]{v, v}) }
func f14[T any](v *T) int { return f15(&pair[*T, *T]{v, v}) }
func f15[T any](v *T) int { return f16(&pair[*T, *T]{v, v}) }
func f16[T any](v *T) int { return f17(&pair[*T, *T]{v, v}) }
func f17[T any](v *T) int { return f18(&pair[*T, *T]{v, v}) }
func f18[T any](v *T) int { return f19(&pair[*T, *T]{v, v}) }
func f19[T any](v *T) int { return f20(&pair[*T, *T]{v, v}) }
func f20[T any](v *T) int { return f21(&pair[*T, *T]{v, v}) }
func f21[T any](v *T) int { return f22(&pair[*T, *T]{v, v}) }
func f22[T any](v *T) int { return f23(&pair[*T, *T]{v, v}) }
func f23[T any](v *T) int { return f24(&pair[*T, *T]{v, v}) }
func f24[T any](v *T) int { return f25(&pair[*T, *T]{v, v}) }
func f25[T any](v *T) int { return f26(&pair[*T, *T]{v, v}) }
func f26[T any](v *T) int { return f27(&pair[*T, *T]{v, v}) }
func f27[T any](v *T) int { return f28(&pair[*T, *T]{v, v}) }
func f28[T any](v *T) int { return f29(&pair[*T, *T]{v, v}) }
func f29[T any](v *T) int { return f30(&pair[*T, *T]{v, v}) }
func f30[T any](v *T) int { return f31(&pair[*T, *T]{v, v}) }
func f31[T any](v *T) int { return f32(&pair[*T, *T]{v, v}) }
func f32[T any](v *T) int { return 1 }

func Value() int {
	n := 1
	return f0(&n)
}
