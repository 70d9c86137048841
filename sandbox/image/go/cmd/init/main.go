// Init is process 1 of the run stage. It starts the test programs it is told to, one after the other, ends whatever they
// leave behind, and says how each ended: in lines that begin with a word that only it and the sandbox know, so that
// nothing the programs print can be taken for one.
//
// It is not one of the tested programs itself because process 1 must reap, must not die of a signal sweep, and must still
// be there to read what the cgroup counted. The hidden tests of process exercises do all of that themselves: they hold no
// code of the candidate's, and take its place.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"twohours/image/cgroup"
)

// order is the one line on standard input. The sandbox keeps the stream open after it: when it closes, the sandbox is gone
// or has no more use for us, and everything here ends.
type order struct {
	Nonce    string    `json:"nonce"`
	Programs []program `json:"programs"`
	// TakesOver makes the one program process 1 in our place. It reads the rest of the stream, and minds its closing.
	TakesOver bool `json:"takesOver"`
}

type program struct {
	Path string   `json:"path"`
	Args []string `json:"args"`
	Env  []string `json:"env"`
	Dir  string   `json:"dir"`
	// Input is all that the program can read on its standard input.
	Input string `json:"input"`
	// Merge sends standard error where standard output goes, so that what was written first is read first.
	Merge bool `json:"merge"`
}

// report is one line of ours.
type report struct {
	// Type is started or ended.
	Type    string `json:"type"`
	Program int    `json:"program"`
	// Code is the exit code, or 128 and the signal.
	Code   int    `json:"code"`
	Signal string `json:"signal,omitempty"`
	// OutOfMemory and OutOfProcesses count how often the cgroup refused.
	OutOfMemory    int    `json:"outOfMemory"`
	OutOfProcesses int    `json:"outOfProcesses"`
	WallMs         int64  `json:"wallMs"`
	CPUMs          int64  `json:"cpuMs"`
	MaxMemory      int64  `json:"maxMemory"`
	Error          string `json:"error,omitempty"`
}

func main() {
	// Caught and dropped, not ignored: an ignored signal would stay ignored in the programs.
	signal.Notify(make(chan os.Signal, 1))
	// Same user as the programs: without this they could read our memory, and the nonce in it, through /proc.
	_, _, refused := syscall.Syscall(syscall.SYS_PRCTL, syscall.PR_SET_DUMPABLE, 0, 0)
	given, err := readOrder()
	if refused != 0 {
		err = refused
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "init:", err)
		os.Exit(125)
	}
	if given.TakesOver {
		takeOver(given)
	}
	reserveThreads()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = syscall.Kill(-1, syscall.SIGKILL)
		os.Exit(125)
	}()
	code := 0
	for i, p := range given.Programs {
		say(given.Nonce, report{Type: "started", Program: i})
		ended := run(p)
		ended.Type, ended.Program = "ended", i
		say(given.Nonce, ended)
		if code == 0 {
			code = ended.Code
		}
		if ended.OutOfMemory > 0 || ended.Error != "" {
			break
		}
	}
	os.Exit(code)
}

// takeOver does not return. A program that we may not read makes the process unreadable from its first moment on.
func takeOver(given order) {
	err := errors.New("one program can take over, not several")
	if len(given.Programs) == 1 {
		p := given.Programs[0]
		if err = os.Chdir(p.Dir); err == nil {
			err = syscall.Exec(p.Path, append([]string{p.Path}, p.Args...), p.Env)
		}
	}
	say(given.Nonce, report{Type: "ended", Code: 125, Error: err.Error()})
	os.Exit(125)
}

// readOrder reads byte by byte: the rest of the stream is not ours.
func readOrder() (order, error) {
	var given order
	var line []byte
	one := make([]byte, 1)
	for {
		n, err := os.Stdin.Read(one)
		if err != nil || n == 0 || len(line) > 1<<16 {
			return given, errors.New("no order")
		}
		if one[0] == '\n' {
			break
		}
		line = append(line, one[0])
	}
	if err := json.Unmarshal(line, &given); err != nil || len(given.Nonce) < 32 {
		return given, errors.New("not an order")
	}
	return given, nil
}

// say writes one line of ours, on both streams: each carries what was printed on it before, and nobody knows which is read
// first. A record separator begins it, since a program need not have ended its last line.
func say(nonce string, r report) {
	body, err := json.Marshal(r)
	if err != nil {
		os.Exit(125)
	}
	for _, stream := range []int{2, 1} {
		write(stream, []byte(fmt.Sprintf("\x1e%s %s\n", nonce, body)))
	}
}

func write(stream int, line []byte) {
	for len(line) > 0 {
		n, err := syscall.Write(stream, line)
		if err == syscall.EINTR || err == syscall.EAGAIN {
			time.Sleep(time.Millisecond)
			continue
		}
		if err != nil {
			os.Exit(125)
		}
		line = line[n:]
	}
}

func run(p program) report {
	before := cgroup.Read()
	input, write, err := os.Pipe()
	if err != nil {
		return report{Code: 125, Error: err.Error()}
	}
	files := []uintptr{input.Fd(), 1, 2}
	if p.Merge {
		files[2] = 1
	}
	// Larger than a pipe holds, it is written while the program reads; a program that does not read gets no more.
	go func() {
		_, _ = write.WriteString(p.Input)
		_ = write.Close()
	}()
	started := time.Now()
	pid, err := syscall.ForkExec(p.Path, append([]string{p.Path}, p.Args...), &syscall.ProcAttr{Dir: p.Dir, Env: p.Env, Files: files})
	if err != nil {
		return report{Code: 125, Error: err.Error()}
	}
	_ = input.Close()
	stop := endIfRefused(before)
	status, usage := reapUntil(pid)
	stop()
	wall := time.Since(started)
	killRest()
	counted := cgroup.Read().Since(before)
	r := report{
		WallMs:         wall.Milliseconds(),
		CPUMs:          (time.Duration(usage.Utime.Nano()) + time.Duration(usage.Stime.Nano())).Milliseconds(),
		MaxMemory:      usage.Maxrss << 10,
		OutOfMemory:    counted.OutOfMemory,
		OutOfProcesses: counted.OutOfProcesses,
	}
	if status.Signaled() {
		r.Code, r.Signal = 128+int(status.Signal()), status.Signal().String()
	} else {
		r.Code = status.ExitStatus()
	}
	return r
}

// reapUntil waits for pid, and on the way for every orphan.
func reapUntil(pid int) (syscall.WaitStatus, syscall.Rusage) {
	for {
		var status syscall.WaitStatus
		var usage syscall.Rusage
		got, err := syscall.Wait4(-1, &status, 0, &usage)
		if got == pid || err == syscall.ECHILD {
			return status, usage
		}
	}
}

// killRest ends everything but ourselves. As process 1 we may: -1 means all others here.
func killRest() {
	for {
		if err := syscall.Kill(-1, syscall.SIGKILL); err == syscall.ESRCH {
			return
		}
		if _, err := syscall.Wait4(-1, nil, 0, nil); err == syscall.ECHILD {
			return
		}
	}
}
