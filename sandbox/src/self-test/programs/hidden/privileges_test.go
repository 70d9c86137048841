package probe_test

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// TestPrivileges reads what the kernel says of this process.
func TestPrivileges(t *testing.T) {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		wrong(t, "/proc/self/status: %v", err)
	}
	told := map[string]string{}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(line, ":")
		told[name] = strings.TrimSpace(value)
	}
	for _, name := range []string{"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"} {
		value, isTold := told[name]
		if bits, err := strconv.ParseUint(value, 16, 64); isTold && (err != nil || bits != 0) {
			wrong(t, "%s is %s", name, value)
		}
	}
	if value, isTold := told["CapEff"]; !isTold {
		wrong(t, "nothing is said of capabilities: %q", value)
	}
	if mayGainPrivileges(told) {
		wrong(t, "new privileges can be gained")
	}
	if syscall.Getuid() == 0 || syscall.Getgid() == 0 || syscall.Geteuid() != syscall.Getuid() {
		wrong(t, "user %d, group %d", syscall.Getuid(), syscall.Getgid())
	}
	groups, err := syscall.Getgroups()
	for _, group := range groups {
		if err != nil || group == 0 {
			wrong(t, "a member of group %d", group)
		}
	}
	seen("user %d, no capabilities, no_new_privs", syscall.Getuid())
}

// mayGainPrivileges asks the kernel itself: not every runtime says it in /proc/self/status.
func mayGainPrivileges(told map[string]string) bool {
	const prGetNoNewPrivs = 39
	answer, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, prGetNoNewPrivs, 0, 0, 0, 0, 0)
	return told["NoNewPrivs"] != "1" && (errno != 0 || answer != 1)
}

// TestAlone looks for other processes, and for memory that they could share.
func TestAlone(t *testing.T) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		wrong(t, "/proc: %v", err)
	}
	var others []string
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err == nil && pid != 1 && pid != syscall.Getpid() {
			others = append(others, entry.Name())
		}
	}
	if len(others) > 0 {
		wrong(t, "other processes: %s", strings.Join(others, ", "))
	}
	for _, dir := range []string{"/dev/shm", "/dev/mqueue"} {
		left, _ := os.ReadDir(dir)
		for _, entry := range left {
			wrong(t, "there is %s in %s", entry.Name(), dir)
		}
	}
	own, err := os.ReadDir("/job")
	for _, entry := range own {
		if name := entry.Name(); err == nil && name != "t" && name != "src" {
			wrong(t, "there is %s in /job", name)
		}
	}
	if name, err := os.Hostname(); err != nil || name != "sandbox" {
		wrong(t, "the host is called %s", name)
	}
	seen("processes 1 and %d only, nobody’s memory or programs", syscall.Getpid())
}

const mark = "/tmp/mark"

// TestLeavesAMark ends its container behind it.
func TestLeavesAMark(t *testing.T) {
	if err := os.WriteFile(mark, []byte("here"), 0o600); err != nil {
		wrong(t, "no mark could be left: %v", err)
		return
	}
	seen("a mark was left, and the process ended itself")
	os.Exit(9)
}

// TestFindsNoMark comes next, in another container.
func TestFindsNoMark(t *testing.T) {
	left, err := os.ReadDir("/tmp")
	if err != nil {
		wrong(t, "/tmp: %v", err)
	}
	for _, entry := range left {
		wrong(t, "%s was left in /tmp", entry.Name())
	}
	seen("/tmp is empty")
}
