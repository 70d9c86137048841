package sum

type pair[A, B any] struct {
	a A
	b B
}

func f0[T any](v T) int  { return f1(pair[T, int]{a: v}) + f1(pair[int, T]{b: v}) }
func f1[T any](v T) int  { return f2(pair[T, int]{a: v}) + f2(pair[int, T]{b: v}) }
func f2[T any](v T) int  { return f3(pair[T, int]{a: v}) + f3(pair[int, T]{b: v}) }
func f3[T any](v T) int  { return f4(pair[T, int]{a: v}) + f4(pair[int, T]{b: v}) }
func f4[T any](v T) int  { return f5(pair[T, int]{a: v}) + f5(pair[int, T]{b: v}) }
func f5[T any](v T) int  { return f6(pair[T, int]{a: v}) + f6(pair[int, T]{b: v}) }
func f6[T any](v T) int  { return f7(pair[T, int]{a: v}) + f7(pair[int, T]{b: v}) }
func f7[T any](v T) int  { return f8(pair[T, int]{a: v}) + f8(pair[int, T]{b: v}) }
func f8[T any](v T) int  { return f9(pair[T, int]{a: v}) + f9(pair[int, T]{b: v}) }
func f9[T any](v T) int  { return f10(pair[T, int]{a: v}) + f10(pair[int, T]{b: v}) }
func f10[T any](v T) int { return f11(pair[T, int]{a: v}) + f11(pair[int, T]{b: v}) }
func f11[T any](v T) int { return f12(pair[T, int]{a: v}) + f12(pair[int, T]{b: v}) }
func f12[T any](v T) int { return f13(pair[T, int]{a: v}) + f13(pair[int, T]{b: v}) }
func f13[T any](v T) int { return f14(pair[T, int]{a: v}) + f14(pair[int, T]{b: v}) }
func f14[T any](v T) int { return f15(pair[T, int]{a: v}) + f15(pair[int, T]{b: v}) }
func f15[T any](v T) int { return f16(pair[T, int]{a: v}) + f16(pair[int, T]{b: v}) }
func f16[T any](v T) int { return f17(pair[T, int]{a: v}) + f17(pair[int, T]{b: v}) }
func f17[T any](v T) int { return f18(pair[T, int]{a: v}) + f18(pair[int, T]{b: v}) }
func f18[T any](v T) int { return f19(pair[T, int]{a: v}) + f19(pair[int, T]{b: v}) }
func f19[T any](v T) int { return f20(pair[T, int]{a: v}) + f20(pair[int, T]{b: v}) }
func f20[T any](v T) int { return len([]T{v}) }

func Value() int { return f0(1) }
