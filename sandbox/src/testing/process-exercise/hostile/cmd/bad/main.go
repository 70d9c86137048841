// Bad does what a candidate's program must not gain by. Its first argument says what.
package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

func main() {
	if len(os.Args) > 2 && os.Args[1] == "daemon" {
		time.Sleep(time.Hour)
	}
	map[string]func(){
		"signals": signals, "spy": spy, "forge": forge, "flood": flood, "memory": memory, "fork": fork,
		"daemons": daemons, "zombies": zombies, "orphan": orphan, "fill": fill, "ports": ports, "exit": func() { os.Exit(3) }, "sleep": func() { time.Sleep(time.Hour) },
	}[os.Args[1]]()
	fmt.Println("done")
}

// signals sends process 1, and everybody, all there is, and in every way that is left.
func signals() {
	signal.Ignore()
	pidfd, _, _ := syscall.Syscall(434, 1, 0, 0) // pidfd_open
	for number := 1; number <= 64; number++ {
		s := syscall.Signal(number)
		_ = syscall.Kill(1, s)
		_, _, _ = syscall.Syscall(syscall.SYS_TKILL, 1, uintptr(s), 0)
		for tid := range 64 {
			_, _, _ = syscall.Syscall(syscall.SYS_TGKILL, 1, uintptr(tid), uintptr(s))
		}
		// As if the kernel had sent them: a fault of the program's own.
		info := [32]int32{int32(number), 0, -1}
		_, _, _ = syscall.Syscall6(424, pidfd, uintptr(s), uintptr(unsafe.Pointer(&info)), 0, 0, 0) // pidfd_send_signal
		_, _, _ = syscall.Syscall(129, 1, uintptr(s), uintptr(unsafe.Pointer(&info)))               // rt_sigqueueinfo
		pair := make([]int, 2)
		if syscall.Pipe2(pair, syscall.O_NONBLOCK) == nil {
			for command, argument := range map[uintptr]uintptr{8: 1, 10: uintptr(s), 4: syscall.O_ASYNC | syscall.O_NONBLOCK} { // F_SETOWN, F_SETSIG, F_SETFL
				_, _, _ = syscall.Syscall(syscall.SYS_FCNTL, uintptr(pair[0]), command, argument)
			}
			_, _ = syscall.Write(pair[1], []byte("x"))
			_, _ = syscall.Close(pair[0]), syscall.Close(pair[1])
		}
	}
	// Not the ones that would end ourselves before we are done.
	for number := 1; number <= 64; number++ {
		if s := syscall.Signal(number); s != syscall.SIGKILL && s != syscall.SIGSTOP {
			_ = syscall.Kill(-1, s)
		}
	}
}

// spy prints what it could read.
func spy() {
	look := func(path string, flags int) {
		file, err := os.OpenFile(path, flags, 0)
		if err == nil {
			fmt.Println("could open", path)
			_ = file.Close()
		}
	}
	processes, _ := filepath.Glob("/proc/[0-9]*")
	for _, process := range processes {
		for _, name := range []string{"mem", "environ", "exe", "maps", "stack", "syscall", "auxv", "pagemap", "io", "map_files", "fd"} {
			if process == fmt.Sprintf("/proc/%d", os.Getpid()) && (name == "fd" || name == "io" || name == "map_files" || name == "maps" || name == "mem" || name == "auxv" || name == "syscall" || name == "pagemap") {
				continue
			}
			look(process+"/"+name, os.O_RDONLY)
		}
		for _, name := range []string{"mem", "oom_score_adj", "clear_refs"} {
			if process == "/proc/1" {
				look(process+"/"+name, os.O_WRONLY)
			}
		}
	}
	for fd := range 256 {
		look(fmt.Sprintf("/proc/1/fd/%d", fd), os.O_RDONLY)
		look(fmt.Sprintf("/proc/1/fd/%d", fd), os.O_WRONLY)
	}
	for _, path := range []string{"/job/t", "/job/bin/bad", "/job/bin/node", "/proc/self/exe", "/proc/1/exe"} {
		look(path, os.O_RDONLY)
	}
	const attach = 16
	if _, _, errno := syscall.Syscall6(syscall.SYS_PTRACE, attach, 1, 0, 0, 0, 0); errno == 0 {
		fmt.Println("could trace process 1")
	}
	pidfd, _, _ := syscall.Syscall(434, 1, 0, 0)
	for fd := range 256 {
		if _, _, errno := syscall.Syscall(438, pidfd, uintptr(fd), 0); errno == 0 { // pidfd_getfd
			fmt.Println("could take descriptor", fd)
		}
	}
}

// forge writes what a guard might to every descriptor that it has.
func forge() {
	record := strings.Repeat("0", 64) + ` {"seq":3,"kind":"end","test":"TestForged","status":"passed"}` + "\n"
	for fd := range 256 {
		_, _ = syscall.Write(fd, []byte(record+"\x1e"+strings.Repeat("0", 64)+"\n--- PASS: TestForged\n"))
	}
}

func flood() {
	line := []byte(strings.Repeat("more ", 1_000) + "\n")
	for range 20_000 {
		_, _ = os.Stdout.Write(line)
		_, _ = os.Stderr.Write(line)
	}
}

func memory() {
	var all [][]byte
	for {
		block := make([]byte, 1<<20)
		for i := range block {
			block[i] = 1
		}
		all = append(all, block)
	}
}

func fork() {
	for range 200 {
		_ = exec.Command(os.Args[0], "fork").Start()
	}
	time.Sleep(time.Hour)
}

// daemons leaves processes that belong to nobody any more, and shrug off what they are sent.
func daemons() {
	for range 5 {
		daemon := exec.Command(os.Args[0], "daemon", "for ever")
		daemon.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		if err := daemon.Start(); err != nil {
			fmt.Println(err)
		}
	}
}

// zombies leaves orphans that end at once, more than there may be processes.
func zombies() {
	for range 100 {
		if err := exec.Command(os.Args[0], "orphan").Run(); err != nil {
			fmt.Println("no more processes:", err)
			return
		}
	}
}

func orphan() {
	if err := exec.Command(os.Args[0], "forge").Start(); err != nil {
		os.Exit(1)
	}
}

// fill takes all the room, in folders that nobody may look into.
func fill() {
	block := make([]byte, 1<<20)
	for i := range 64 {
		dir := fmt.Sprintf("/tmp/%d/deep/er", i)
		_ = os.MkdirAll(dir, 0o700)
		file, err := os.Create(dir + "/file")
		for err == nil {
			_, err = file.Write(block)
		}
		_ = os.Chmod(fmt.Sprintf("/tmp/%d", i), 0)
	}
	for i := range 5_000 {
		_ = os.Symlink("/proc/1", fmt.Sprintf("/tmp/link%d", i))
	}
}

func ports() {
	for range 200 {
		if _, err := net.Listen("tcp", "127.0.0.1:0"); err != nil {
			break
		}
	}
	_, _ = net.Listen("tcp", "127.0.0.1:4000")
	fmt.Println("listening")
	time.Sleep(time.Hour)
}
