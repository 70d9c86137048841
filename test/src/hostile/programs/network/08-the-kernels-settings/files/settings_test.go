package sum

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// refused: calls that are newer than the engine are said not to be there, all others not to be allowed.
func refused(t *testing.T, name string, call uintptr, arguments ...uintptr) {
	t.Helper()
	var a [6]uintptr
	copy(a[:], arguments)
	if _, _, errno := syscall.Syscall6(call, a[0], a[1], a[2], a[3], a[4], a[5]); errno != syscall.EPERM && errno != syscall.ENOSYS {
		t.Error(name, errno)
	}
}

func TestCalls(t *testing.T) {
	const finitModule, kexecLoad, kexecFileLoad, modifyLdt, iopl, ioperm, quotactlFd = 313, 246, 320, 154, 172, 173, 443
	path := append([]byte("/tmp"), 0)
	at := uintptr(unsafe.Pointer(&path[0]))
	for name, call := range map[string]uintptr{
		"init_module": syscall.SYS_INIT_MODULE, "delete_module": syscall.SYS_DELETE_MODULE, "finit_module": finitModule, "kexec_load": kexecLoad, "kexec_file_load": kexecFileLoad,
		"swapon": syscall.SYS_SWAPON, "swapoff": syscall.SYS_SWAPOFF, "acct": syscall.SYS_ACCT, "quotactl": syscall.SYS_QUOTACTL, "quotactl_fd": quotactlFd, "syslog": syscall.SYS_SYSLOG,
		"vhangup": syscall.SYS_VHANGUP, "iopl": iopl, "ioperm": ioperm, "modify_ldt": modifyLdt, "personality": syscall.SYS_PERSONALITY, "sysfs": syscall.SYS_SYSFS, "ustat": syscall.SYS_USTAT,
		"uselib": syscall.SYS_USELIB, "_sysctl": syscall.SYS__SYSCTL, "nfsservctl": syscall.SYS_NFSSERVCTL, "open_by_handle_at": 304, "name_to_handle_at": 303, "sync": syscall.SYS_SYNC,
		"syncfs": 306, "mlockall": syscall.SYS_MLOCKALL, "mbind": syscall.SYS_MBIND, "set_mempolicy": syscall.SYS_SET_MEMPOLICY,
	} {
		refused(t, name, call, at, at, 0)
	}
	const magic1, magic2, restart = 0xfee1dead, 672274793, 0x01234567
	refused(t, "reboot", syscall.SYS_REBOOT, magic1, magic2, restart)
}

func TestFiles(t *testing.T) {
	for path, value := range map[string]string{
		"/proc/sysrq-trigger":                         "b",
		"/proc/sys/kernel/core_pattern":               "|/tmp/program",
		"/proc/sys/kernel/modprobe":                   "/tmp/program",
		"/proc/sys/kernel/hostname":                   "mine",
		"/proc/sys/kernel/randomize_va_space":         "0",
		"/proc/sys/kernel/unprivileged_bpf_disabled":  "0",
		"/proc/sys/kernel/kptr_restrict":              "0",
		"/proc/sys/kernel/pid_max":                    "301",
		"/proc/sys/kernel/panic":                      "1",
		"/proc/sys/vm/overcommit_memory":              "2",
		"/proc/sys/vm/drop_caches":                    "3",
		"/proc/sys/vm/panic_on_oom":                   "1",
		"/proc/sys/fs/file-max":                       "1",
		"/proc/sys/fs/binfmt_misc/register":           ":x:M::MZ::/tmp/program:",
		"/proc/sys/net/ipv4/ip_forward":               "1",
		"/proc/sys/net/ipv4/ping_group_range":         "0 0",
		"/proc/mtrr":                                  "disable=0",
		"/proc/irq/default_smp_affinity":              "1",
		"/sys/kernel/uevent_helper":                   "/tmp/program",
		"/sys/power/state":                            "mem",
		"/sys/kernel/mm/transparent_hugepage/enabled": "always",
		"/sys/module/kernel/parameters/panic":         "1",
		"/sys/devices/system/cpu/cpu1/online":         "0",
		"/sys/class/net/lo/mtu":                       "68",
	} {
		if os.WriteFile(path, []byte(value), 0o600) == nil {
			t.Error(path, "took", value)
		}
	}
	writable, _ := filepath.Glob("/proc/sys/*/*")
	for _, path := range writable {
		if file, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
			file.Close()
			t.Error(path, "can be written")
		}
	}
}

func TestNameAndClock(t *testing.T) {
	if syscall.Sethostname([]byte("mine")) == nil || syscall.Setdomainname([]byte("mine")) == nil {
		t.Error("it has another name")
	}
	before := time.Now()
	year := syscall.NsecToTimeval(before.AddDate(1, 0, 0).UnixNano())
	if syscall.Settimeofday(&year) == nil {
		t.Error("the clock was set")
	}
	const clockSettime, clockAdjtime = 227, 305
	spec := syscall.NsecToTimespec(before.AddDate(1, 0, 0).UnixNano())
	var adjust syscall.Timex
	refused(t, "clock_settime", clockSettime, 0, uintptr(unsafe.Pointer(&spec)))
	refused(t, "clock_adjtime", clockAdjtime, 0, uintptr(unsafe.Pointer(&adjust)))
	refused(t, "adjtimex", syscall.SYS_ADJTIMEX, uintptr(unsafe.Pointer(&adjust)))
	if time.Since(before) > time.Minute {
		t.Error("time has moved")
	}
}
