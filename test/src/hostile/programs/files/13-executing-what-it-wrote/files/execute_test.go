package sum

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"unsafe"
)

// What was started again says so, and does nothing else.
func init() {
	if os.Getenv("AGAIN") != "" {
		fmt.Println("started from where", "it should not")
		os.Exit(0)
	}
}

// mine is a copy of this very program, which can be read where nothing in it is secret.
func mine(t *testing.T, path string, mode os.FileMode) string {
	t.Helper()
	program, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, program, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Remove(path) })
	return path
}

func start(t *testing.T, path string, args ...string) {
	t.Helper()
	command := exec.Command(path, args...)
	command.Env = []string{"AGAIN=1"}
	out, err := command.CombinedOutput()
	if err == nil {
		t.Errorf("%s %v was started", path, args)
	}
	t.Log(path, args, err, len(out))
}

func TestFromTmp(t *testing.T) {
	path := mine(t, "/tmp/program", 0o755)
	start(t, path)
	if err := os.WriteFile("/tmp/script", []byte("#!"+path+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	start(t, "/tmp/script")
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	start(t, fmt.Sprintf("/proc/self/fd/%d", file.Fd()))
	start(t, fmt.Sprintf("/proc/%d/fd/%d", os.Getpid(), file.Fd()))
	start(t, "/proc/self/cwd/../../tmp/program")
}

// The loader is a program that may be started; what it is given to load lies where nothing may be executed.
func TestThroughTheLoader(t *testing.T) {
	path := mine(t, "/tmp/program", 0o755)
	for _, loader := range []string{"/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"} {
		start(t, loader, path)
		start(t, loader, "--preload", path, "/proc/self/exe")
	}
	start(t, "/bin/sh", "-c", path)
	start(t, "/lib/x86_64-linux-gnu/libc.so.6", path, "--no-such-flag", "\x00")
}

func TestFromMemory(t *testing.T) {
	name := append([]byte("program"), 0)
	const memfdCreate, memfdSecret = 319, 447
	for _, call := range []uintptr{memfdCreate, memfdSecret} {
		if fd, _, errno := syscall.Syscall(call, uintptr(unsafe.Pointer(&name[0])), 0, 0); errno == 0 {
			t.Errorf("call %d gave a file in memory, %d", call, fd)
		}
	}
}

// Code cannot be mapped from a file there either, which is how a library would be loaded.
func TestMapped(t *testing.T) {
	file, err := os.Open(mine(t, "/tmp/library.so", 0o755))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := syscall.Mmap(int(file.Fd()), 0, 4096, syscall.PROT_READ|syscall.PROT_EXEC, syscall.MAP_PRIVATE); err == nil {
		t.Error("it was mapped to be executed")
	}
}

func TestSetuid(t *testing.T) {
	start(t, mine(t, "/tmp/program", 0o755|os.ModeSetuid|os.ModeSetgid))
}
