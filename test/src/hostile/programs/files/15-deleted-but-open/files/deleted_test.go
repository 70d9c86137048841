package sum

import (
	"errors"
	"os"
	"syscall"
	"testing"
)

const (
	room  = 8 << 20
	piece = 256 << 10
)

// nameless writes one piece into a file and removes its name.
func nameless() (*os.File, error) {
	file, err := os.CreateTemp("/tmp", "")
	if err != nil {
		return nil, err
	}
	os.Remove(file.Name())
	if _, err := file.Write(make([]byte, piece)); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

func TestHeldOpen(t *testing.T) {
	var held []*os.File
	defer func() {
		for _, file := range held {
			file.Close()
		}
	}()
	for {
		file, err := nameless()
		if err != nil {
			if !errors.Is(err, syscall.ENOSPC) {
				t.Error(err)
			}
			break
		}
		held = append(held, file)
		if len(held) > room/piece {
			t.Fatal(len(held)*piece, "bytes in", room)
		}
	}
	if entries, err := os.ReadDir("/tmp"); err != nil || len(entries) > 0 {
		t.Error("names are left:", entries, err)
	}
}

// A descriptor in a message that nobody receives holds its file as well, and is not among those that are counted.
func TestHeldInMessages(t *testing.T) {
	var written int
	var pairs []int
	for range 32 {
		pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_DGRAM, 0)
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, pair[:]...)
		for range 4 {
			file, err := nameless()
			if err != nil {
				continue
			}
			if syscall.Sendmsg(pair[0], []byte{0}, syscall.UnixRights(int(file.Fd())), nil, syscall.MSG_DONTWAIT) == nil {
				written += piece
			}
			file.Close()
		}
	}
	if written > room {
		t.Error(written, "bytes in", room)
	}
	for _, fd := range pairs {
		syscall.Close(fd)
	}
}

func TestRoomComesBack(t *testing.T) {
	if err := os.WriteFile("/tmp/file", make([]byte, room/2), 0o600); err != nil {
		t.Error(err)
	}
}
