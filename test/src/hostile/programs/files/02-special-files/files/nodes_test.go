package sum

import (
	"net"
	"os"
	"syscall"
	"testing"
)

func device(major, minor int) int { return major<<8 | minor }

func TestNodes(t *testing.T) {
	for name, node := range map[string]struct {
		mode uint32
		dev  int
	}{
		"fifo":      {syscall.S_IFIFO | 0o666, 0},
		"socket":    {syscall.S_IFSOCK | 0o666, 0},
		"mem":       {syscall.S_IFCHR | 0o666, device(1, 1)},
		"kmsg":      {syscall.S_IFCHR | 0o666, device(1, 11)},
		"null":      {syscall.S_IFCHR | 0o666, device(1, 3)},
		"disk":      {syscall.S_IFBLK | 0o666, device(8, 0)},
		"virt-disk": {syscall.S_IFBLK | 0o666, device(254, 0)},
		"fuse":      {syscall.S_IFCHR | 0o666, device(10, 229)},
	} {
		if err := syscall.Mknod("/tmp/"+name, node.mode, node.dev); err == nil {
			t.Errorf("%s was made", name)
		}
	}
	if err := syscall.Mkfifo("/tmp/pipe", 0o666); err == nil {
		t.Error("a FIFO was made")
	}
}

// A socket is a file as well, and the one kind that programs on loopback need.
func TestSocketFile(t *testing.T) {
	listener, err := net.Listen("unix", "/tmp/here.sock")
	if err != nil {
		t.Fatal(err)
	}
	listener.(*net.UnixListener).SetUnlinkOnClose(false)
	listener.Close()
	if info, err := os.Lstat("/tmp/here.sock"); err != nil || info.Mode()&os.ModeSocket == 0 {
		t.Error(info, err)
	}
}
