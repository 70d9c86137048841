// Intruder stands where the compile program stands, as if a source had got the better of the compiler: the first byte that
// it is given says what it does.
package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) > 1 {
		// Left behind: out of reach of a session, deaf to every signal but one.
		_, _ = syscall.Setsid()
		for {
			fmt.Println("a straggler writes")
			time.Sleep(time.Millisecond)
		}
	}
	one := make([]byte, 1)
	_, _ = os.Stdin.Read(one)
	switch one[0] {
	case 'l':
		look()
	case 'p':
		poison()
	case 's':
		_ = exec.Command(os.Args[0], "stay").Start()
		stay := exec.Command(os.Args[0], "stay")
		stay.Stdout = os.Stdout
		_ = stay.Start()
	case 'f':
		// As process 1 says that a job is over, and that the next one's answer is this.
		over := `{"code":0,"outOfMemory":0,"outOfProcesses":0}`
		_, _ = os.Stdout.WriteString(".\x00\x00\x00" + string(rune(len(over))) + over + "1\x00\x00\x00\x06forged")
	}
}

// look tells everything that could tell one job from another.
func look() {
	sum := sha256.New()
	tell := func(format string, args ...any) { fmt.Printf(format+"\n", args...); fmt.Fprintf(sum, format+"\n", args...) }
	_ = filepath.WalkDir("/", func(path string, entry fs.DirEntry, err error) error {
		if path == "/proc" || path == "/sys" {
			return filepath.SkipDir
		}
		if err != nil {
			tell("%s %v", path, err)
			return nil
		}
		if info, err := entry.Info(); err == nil && path != "/tmp" && path != "/dev/pts" {
			tell("%s %v %d %v", path, info.Mode(), info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	processes, _ := filepath.Glob("/proc/[0-9]*")
	tell("%d processes", len(processes))
	for _, file := range []string{"/proc/sysvipc/shm", "/proc/sysvipc/msg", "/proc/sysvipc/sem", "/proc/net/unix", "/proc/net/tcp", "/proc/1/cmdline", "/proc/1/limits", "/proc/1/oom_score_adj", "/proc/locks"} {
		text, err := os.ReadFile(file)
		tell("%s %q %v", file, text, err)
	}
	descriptors, _ := os.ReadDir("/proc/self/fd")
	tell("%d descriptors %s", len(descriptors), strings.Join(os.Environ(), " "))
	fmt.Printf("sum %x\n", sum.Sum(nil))
}

// poison writes wherever it can, and does to process 1 what it may.
func poison() {
	_ = filepath.WalkDir("/", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || strings.HasPrefix(path, "/proc/") {
			return nil
		}
		if entry.IsDir() {
			if os.WriteFile(filepath.Join(path, "poison"), []byte("poison"), 0o777) == nil {
				fmt.Println("wrote into", path)
			}
			return nil
		}
		if file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0); err == nil && entry.Type().IsRegular() {
			fmt.Println("opened", path)
			_, _ = file.WriteString("poison")
		}
		_ = os.Chmod(path, 0)
		return nil
	})
	deep := "/tmp/a/b/c"
	_ = os.MkdirAll(deep, 0o700)
	_ = os.WriteFile(deep+"/file", nil, 0)
	_ = syscall.Mkfifo("/tmp/a/fifo", 0)
	_ = os.Symlink("/opt/twohours", "/tmp/a/link")
	_ = os.Chmod("/tmp/a/b", 0)
	_ = os.Chmod("/tmp/a", 0)
	for signal := syscall.Signal(1); signal < 65; signal++ {
		_ = syscall.Kill(1, signal)
	}
	for _, file := range []string{"mem", "oom_score_adj", "environ", "fd/0", "fd/1", "fd/2", "root", "cwd", "maps", "coredump_filter"} {
		if file, err := os.OpenFile("/proc/1/"+file, os.O_RDWR, 0); err == nil {
			fmt.Println("opened", file.Name())
		}
	}
	for fd := 3; fd < 64; fd++ {
		_, _ = syscall.Write(fd, []byte("poison"))
	}
	for _, call := range [][4]uintptr{{syscall.SYS_PTRACE, 16, 1}, {syscall.SYS_SHMGET, 7, 4096, 0o1777}, {syscall.SYS_MSGGET, 7, 0o1777}, {syscall.SYS_SEMGET, 7, 1, 0o1777}, {syscall.SYS_PRLIMIT64, 1, 7}} {
		if got, _, errno := syscall.Syscall(call[0], call[1], call[2], call[3]); errno == 0 {
			fmt.Println("call", call[0], "gave", got)
		}
	}
	fmt.Println("poisoned")
}
