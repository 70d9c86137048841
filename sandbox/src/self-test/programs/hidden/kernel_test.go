package probe_test

import (
	"runtime"
	"strings"
	"syscall"
	"testing"
)

const newUser, newEverything = 0x10000000, 0x7e020000

// call is one way to ask the kernel for what no program here needs. Numbers are of amd64 and of arm64, -1 where there is none.
type call struct {
	name         string
	amd64, arm64 int
	args         [3]uintptr
}

var calls = []call{
	{"unshare", 272, 97, [3]uintptr{newUser}},
	{"setns", 308, 268, [3]uintptr{}},
	{"mount", 165, 40, [3]uintptr{}},
	{"fsopen", 430, 430, [3]uintptr{}},
	{"pivot_root", 155, 41, [3]uintptr{}},
	{"chroot", 161, 51, [3]uintptr{}},
	// Attaching to nobody: a thread that let itself be traced would stop for good at its next signal.
	{"ptrace", 101, 117, [3]uintptr{16}},
	{"process_vm_readv", 310, 270, [3]uintptr{1}},
	{"process_vm_writev", 311, 271, [3]uintptr{1}},
	{"pidfd_getfd", 438, 438, [3]uintptr{}},
	{"kcmp", 312, 272, [3]uintptr{1, 1}},
	{"io_uring_setup", 425, 425, [3]uintptr{1}},
	{"socket(vsock)", 41, 198, [3]uintptr{40, 1}},
	{"socket(netlink)", 41, 198, [3]uintptr{16, 3}},
	{"socket(packet)", 41, 198, [3]uintptr{17, 3}},
	{"socket(alg)", 41, 198, [3]uintptr{38, 5}},
	{"add_key", 248, 217, [3]uintptr{}},
	{"request_key", 249, 218, [3]uintptr{}},
	{"keyctl", 250, 219, [3]uintptr{}},
	{"memfd_create", 319, 279, [3]uintptr{}},
	{"memfd_secret", 447, 447, [3]uintptr{}},
	{"bpf", 321, 280, [3]uintptr{}},
	{"userfaultfd", 323, 282, [3]uintptr{}},
	{"perf_event_open", 298, 241, [3]uintptr{}},
	{"personality", 135, 92, [3]uintptr{0xffffffff}},
	{"open_by_handle_at", 304, 265, [3]uintptr{}},
	{"name_to_handle_at", 303, 264, [3]uintptr{}},
	{"fanotify_init", 300, 262, [3]uintptr{}},
	{"inotify_init1", 294, 26, [3]uintptr{}},
	{"flock", 73, 32, [3]uintptr{0, 8}},
	{"shmget", 29, 194, [3]uintptr{0, 4096, 0o600}},
	{"msgget", 68, 186, [3]uintptr{0, 0o600}},
	{"semget", 64, 190, [3]uintptr{0, 1, 0o600}},
	{"mq_open", 240, 180, [3]uintptr{}},
	{"init_module", 175, 105, [3]uintptr{}},
	{"finit_module", 313, 273, [3]uintptr{}},
	{"kexec_load", 246, 104, [3]uintptr{}},
	{"reboot", 169, 142, [3]uintptr{}},
	{"swapon", 167, 224, [3]uintptr{}},
	{"acct", 163, 89, [3]uintptr{}},
	{"syslog", 103, 116, [3]uintptr{10}},
	{"settimeofday", 164, 170, [3]uintptr{}},
	{"clock_settime", 227, 112, [3]uintptr{}},
	{"sethostname", 170, 161, [3]uintptr{}},
	{"setuid", 105, 146, [3]uintptr{0}},
	{"setgid", 106, 144, [3]uintptr{0}},
	{"capset", 126, 91, [3]uintptr{}},
	{"prlimit64 of process 1", 302, 261, [3]uintptr{1, 7}},
	{"modify_ldt", 154, -1, [3]uintptr{}},
	{"iopl", 172, -1, [3]uintptr{3}},
	{"clone(namespaces)", 56, 220, [3]uintptr{newEverything}},
}

// kernelRelease is of whichever kernel answers. Where it is not the machine's (gVisor is a kernel of its own), what gets
// through to it has not got through to the machine's.
func kernelRelease() string {
	var found syscall.Utsname
	if err := syscall.Uname(&found); err != nil {
		return machineKernel
	}
	var release strings.Builder
	for _, char := range found.Release {
		if char == 0 {
			break
		}
		release.WriteByte(byte(char))
	}
	return release.String()
}

// TestKernel asks the kernel for what the sandbox refuses by name. Refused is EPERM or, where there is no such call, ENOSYS;
// any other answer means that the question got through.
func TestKernel(t *testing.T) {
	asked := 0
	var through []string
	for _, each := range calls {
		number := each.amd64
		if runtime.GOARCH == "arm64" {
			number = each.arm64
		}
		if number < 0 {
			continue
		}
		asked++
		isClone := strings.HasPrefix(each.name, "clone")
		result, errno := ask(uintptr(number), each.args, isClone)
		if errno == syscall.EPERM || errno == syscall.ENOSYS {
			continue
		}
		if isClone && errno == 0 {
			const anyChild = 0x40000000
			_, _ = syscall.Wait4(int(result), nil, anyChild, nil)
		}
		answer := "allowed"
		if errno != 0 {
			answer = errno.Error()
		}
		through = append(through, each.name+": "+answer)
	}
	if release := kernelRelease(); release != machineKernel {
		seen("%d of %d calls refused; a kernel of its own answers, %s", asked-len(through), asked, release)
		return
	}
	if len(through) > 0 {
		wrong(t, "%s", strings.Join(through, "; "))
	}
	seen("%d of %d calls refused", asked-len(through), asked)
}

// ask ends the child at once that a clone should not have made. A child has this thread only, so it must not come to
// where the runtime waits for another: no stack grows here, nothing is told to the race detector.
//
//go:nosplit
//go:norace
func ask(number uintptr, args [3]uintptr, isClone bool) (uintptr, syscall.Errno) {
	result, _, errno := syscall.RawSyscall6(number, args[0], args[1], args[2], 0, 0, 0)
	if isClone && errno == 0 && result == 0 {
		_, _, _ = syscall.RawSyscall(syscall.SYS_EXIT_GROUP, 0, 0, 0)
	}
	return result, errno
}
