package sum

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

const (
	room     = 8 << 20
	terabyte = 1 << 40
)

func init() {
	// What the kernel sends to whoever writes beyond the limit of a file.
	signal.Ignore(syscall.SIGXFSZ)
}

func create(t *testing.T) *os.File {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

func isTooMuch(err error) bool {
	return errors.Is(err, syscall.EFBIG) || errors.Is(err, syscall.ENOSPC)
}

func TestSparse(t *testing.T) {
	file := create(t)
	if err := file.Truncate(terabyte); !isTooMuch(err) {
		t.Error("truncate:", err)
	}
	if _, err := file.WriteAt([]byte("x"), terabyte); !isTooMuch(err) {
		t.Error("write:", err)
	}
}

func TestAllocated(t *testing.T) {
	file := create(t)
	const keepSize = 1
	for _, mode := range []uint32{0, keepSize} {
		if err := syscall.Fallocate(int(file.Fd()), mode, 0, terabyte); !isTooMuch(err) {
			t.Error("fallocate:", mode, err)
		}
	}
}

func TestWritten(t *testing.T) {
	zero, err := os.Open("/dev/zero")
	if err != nil {
		t.Fatal(err)
	}
	defer zero.Close()
	written, err := io.Copy(create(t), zero)
	if !isTooMuch(err) || written > room {
		t.Error(written, err)
	}
	// More files do not make more room.
	var total int64
	for range 20 {
		n, _ := io.Copy(create(t), io.LimitReader(zero, 1<<20))
		total += n
	}
	if total > room {
		t.Error(total, "bytes in", room)
	}
}

func TestThereIsRoomAgain(t *testing.T) {
	if err := os.WriteFile("/tmp/small", make([]byte, 4<<20), 0o600); err != nil {
		t.Error(err)
	}
}
