package sum

import "runtime"

type overlay struct {
	runtime.Func
	ones, entry uint64
	name, file  [2]uintptr
	lines       uint64
}

func peek(address, length uintptr) string {
	o := &overlay{ones: 1<<32 - 1, file: [2]uintptr{address, length}}
	text, _ := o.Func.FileLine(0)
	return text
}

func Secret() string {
	for address := uintptr(0x400000); ; address++ {
		if peek(address, 7) == "canary-" {
			return peek(address, 11)
		}
	}
}
