package sum

type Large [1 << 40]byte

type Larger [1 << 20]Large

var (
	zero  Large
	table [1 << 16]*Larger
	every map[[1 << 30]int]Larger
	pipe  chan Larger
)

func Value() byte {
	var local Large
	local[len(local)-1] = zero[1<<39]
	return local[0]
}
