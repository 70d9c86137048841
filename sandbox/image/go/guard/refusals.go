package aguard

import (
	"runtime"
	"syscall"
)

// instruction and filter are the kernel's sock_filter and sock_fprog.
type (
	instruction struct {
		code         uint16
		jumpT, jumpF uint8
		value        uint32
	}
	filter struct {
		length uint16
		first  *instruction
	}
)

// numbers are those of system calls that package syscall does not name on every machine.
var numbers = map[string]struct{ execveat, seccomp uintptr }{
	"amd64": {execveat: 322, seccomp: 317},
	"arm64": {execveat: 281, seccomp: 277},
}[runtime.GOARCH]

const (
	closeRange = 436
	// dup2 is amd64's; others do without.
	dup2 = 33

	load, equals, answer = 0x20, 0x15, 0x06 // BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ, BPF_RET
	allow, deny          = 0x7fff0000, 0x00050000 | uint32(syscall.EPERM)

	// Where struct seccomp_data has them; of an argument that is a descriptor, the lower half.
	atNumber, atArgument0, atArgument1 = 0, 16, 24
)

// refusals are for the kernel to follow. The container's own filter has made sure of the architecture.
func refusals(sink uint32) []instruction {
	rules := []instruction{{code: load, value: atNumber}}
	on := func(call uintptr, then ...instruction) {
		rules = append(rules, instruction{code: equals, jumpF: uint8(len(then)), value: uint32(call)})
		rules = append(rules, then...)
	}
	unless := func(argument uint32, kept ...uint32) []instruction {
		then := []instruction{{code: load, value: argument}}
		for i, fd := range kept {
			then = append(then, instruction{code: equals, jumpT: uint8(len(kept) - i), value: fd})
		}
		return append(then, instruction{code: answer, value: allow}, instruction{code: answer, value: deny})
	}
	denied := instruction{code: answer, value: deny}
	on(syscall.SYS_EXECVE, denied)
	on(numbers.execveat, denied)
	on(closeRange, denied)
	on(syscall.SYS_CLOSE, unless(atArgument0, 1, 2, sink)...)
	on(syscall.SYS_DUP3, unless(atArgument1, 1, 2, sink)...)
	if runtime.GOARCH == "amd64" {
		on(dup2, unless(atArgument1, 1, 2, sink)...)
	}
	return append(rules, instruction{code: answer, value: allow})
}
