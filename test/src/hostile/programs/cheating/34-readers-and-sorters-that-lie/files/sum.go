package sum

import (
	"io"
	"iter"
)

type reader int

func (r reader) Read(p []byte) (int, error) { return len(p) + int(r), io.EOF }

func Reader(more int) io.Reader { return reader(more) }

type sorter []int

func (s sorter) Len() int           { return 2*len(s) - len(s) }
func (s sorter) Less(i, j int) bool { return true }
func (s sorter) Swap(i, j int)      {}

func Sorter(numbers []int) sorter { return numbers }

func Numbers() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; ; i++ {
			yield(i)
		}
	}
}

func Add(a, b int) int { return 0 }
