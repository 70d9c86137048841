package sum

import (
	"os"
	"syscall"
	"testing"
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

func text(s string) uintptr { return uintptr(unsafe.Pointer(&append([]byte(s), 0)[0])) }

// A user's keyring is the whole machine's, whatever container its processes are in.
func TestKeys(t *testing.T) {
	const session, user, userSession = -3, -4, -5
	for _, ring := range []int{session, user, userSession} {
		refused(t, "add_key", syscall.SYS_ADD_KEY, text("user"), text("name"), text("value"), 5, uintptr(ring))
		refused(t, "keyctl", syscall.SYS_KEYCTL, 11, uintptr(ring), 0, 0)
	}
	refused(t, "request_key", syscall.SYS_REQUEST_KEY, text("user"), text("name"), 0, 0)
}

func TestSharedMemory(t *testing.T) {
	const create = 0o1666
	refused(t, "shmget", syscall.SYS_SHMGET, 0x2468, 1<<20, create)
	refused(t, "semget", syscall.SYS_SEMGET, 0x2468, 1, create)
	refused(t, "msgget", syscall.SYS_MSGGET, 0x2468, create)
	refused(t, "shmat", syscall.SYS_SHMAT, 0, 0, 0)
	const memfdCreate, memfdSecret = 319, 447
	refused(t, "memfd_create", memfdCreate, text("name"), 0)
	refused(t, "memfd_secret", memfdSecret, 0)
	for _, dir := range []string{"/dev/shm", "/run/shm", "/run/lock", "/var/tmp"} {
		if os.WriteFile(dir+"/file", nil, 0o666) == nil {
			t.Error(dir, "can be written")
		}
	}
}

func TestRings(t *testing.T) {
	const ioUringSetup, ioUringEnter, ioUringRegister = 425, 426, 427
	var parameters [120]byte
	refused(t, "io_uring_setup", ioUringSetup, 8, uintptr(unsafe.Pointer(&parameters)))
	refused(t, "io_uring_enter", ioUringEnter, 0, 1, 1, 0, 0, 0)
	refused(t, "io_uring_register", ioUringRegister, 0, 0, 0, 0)
	var context uintptr
	refused(t, "io_setup", syscall.SYS_IO_SETUP, 1024, uintptr(unsafe.Pointer(&context)))
	refused(t, "vmsplice", syscall.SYS_VMSPLICE, 1, 0, 0, 0)
	refused(t, "tee", syscall.SYS_TEE, 1, 1, 1, 0)
}

// Message queues by name, and as files in the folder that every container has for them.
func TestQueues(t *testing.T) {
	refused(t, "mq_open", syscall.SYS_MQ_OPEN, text("queue"), syscall.O_CREAT|syscall.O_RDWR, 0o666, 0)
	if file, err := os.OpenFile("/dev/mqueue/queue", os.O_CREATE|os.O_RDWR, 0o666); err == nil {
		file.Close()
		t.Error("a queue was made as a file")
	}
}
