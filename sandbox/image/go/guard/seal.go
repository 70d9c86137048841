package aguard

import (
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
	}
	null, err := syscall.Open("/dev/null", syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil || syscall.Dup3(null, 0, 0) != nil || syscall.Dup3(2, 1, 0) != nil || syscall.Close(null) != nil {
		die("cannot seal the descriptors")
	}
	const prSetDumpable = 4
	if _, _, errno := syscall.Syscall(syscall.SYS_PRCTL, prSetDumpable, 0, 0); errno != 0 {
		die("cannot seal the process")
	}
	if !isProcess1 {
		refuse()
	}
}

// refuse takes from every thread of this process, for good, what only a cheat has a use for. To execute a program: only one
// lies within reach, this very one, which code under test could start with a key of its own, to be told by failing tests
// what they expect. And to close or replace the descriptors that records, output and the race detector's reports go to.
func refuse() {
	// Nor are they opened a second time through /proc: where that fails we are not their owner, who alone could.
	for _, fd := range []int{sink, 2} {
		_ = syscall.Fchmod(fd, 0)
	}
	const setFilter, allThreads = 1, 1
	rules := refusals(uint32(sink))
	program := filter{uint16(len(rules)), &rules[0]}
	if _, _, errno := syscall.Syscall(numbers.seccomp, setFilter, allThreads, uintptr(unsafe.Pointer(&program))); errno != 0 {
		die("nothing can be refused: " + errno.Error())
	}
}
