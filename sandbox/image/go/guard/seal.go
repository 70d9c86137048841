package aguard

import (
	"runtime"
	"syscall"
	"unsafe"
)

// seal keeps the record stream for us: standard output becomes standard error, standard input becomes empty, and no
// other process may look into this one.
func seal() {
	private, _, errno := syscall.Syscall(syscall.SYS_FCNTL, 1, syscall.F_DUPFD_CLOEXEC, uintptr(given.Fd))
	if errno != 0 {
		die("no descriptor for records")
	}
	sink = int(private)
	if isProcess1 {
		keepStream()
	} else {
		refusePrograms()
	}
	null, err := syscall.Open("/dev/null", syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil || syscall.Dup3(null, 0, 0) != nil || syscall.Dup3(2, 1, 0) != nil || syscall.Close(null) != nil {
		die("cannot seal the descriptors")
	}
	const prSetDumpable = 4
	if _, _, errno := syscall.Syscall(syscall.SYS_PRCTL, prSetDumpable, 0, 0); errno != 0 {
		die("cannot seal the process")
	}
}

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

// refusePrograms lets no thread of this process execute a program from here on. Only one lies within reach: this very one,
// which code under test could start with a key of its own, to be told by failing tests what they expect.
func refusePrograms() {
	const (
		loadNumber, equals, answer = 0x20, 0x15, 0x06 // BPF_LD|BPF_W|BPF_ABS at 0, BPF_JMP|BPF_JEQ, BPF_RET
		allow, refuse              = 0x7fff0000, 0x00050000 | uint32(syscall.EPERM)
		setFilter, allThreads      = 1, 1
	)
	execveat, seccomp := uint32(322), uintptr(317)
	if runtime.GOARCH == "arm64" {
		execveat, seccomp = 281, 277
	}
	rules := []instruction{
		{code: loadNumber},
		{code: equals, jumpT: 2, value: syscall.SYS_EXECVE},
		{code: equals, jumpT: 1, value: execveat},
		{code: answer, value: allow},
		{code: answer, value: refuse},
	}
	program := filter{uint16(len(rules)), &rules[0]}
	if _, _, errno := syscall.Syscall(seccomp, setFilter, allThreads, uintptr(unsafe.Pointer(&program))); errno != 0 {
		die("programs cannot be refused: " + errno.Error())
	}
}
