// Serve is process 1 of the compile stage. It takes jobs one after the other, and starts our compile program afresh for
// each: making a container costs as much as compiling a small exercise.
//
// No candidate's code is executed here, only parsed and compiled. Should a source ever get the better of the compiler,
// it must still not reach the next job. So between two jobs everything that was started is killed, the one folder that
// can be written is emptied, and whatever is not as it was before is said, after which the sandbox throws the container
// away. What a job writes goes through us: it cannot write into the next one's answer.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"twohours/image/cgroup"
)

const (
	program = "/opt/twohours/bin/compile"
	// work is the only folder that a job can write to; see writable.
	work = "/tmp"
	// maxJob is more than a workspace and its hidden tests can come to.
	maxJob = 64 << 20
)

// order is a line on standard input; so many bytes follow it, which are the program's input.
type order struct {
	Bytes int `json:"bytes"`
}

// over is said when nothing of a job is left.
type over struct {
	// Code is the exit code, or 128 and the signal.
	Code           int `json:"code"`
	OutOfMemory    int `json:"outOfMemory"`
	OutOfProcesses int `json:"outOfProcesses"`
	// Problem is why this container is not as it was before the job.
	Problem string `json:"problem,omitempty"`
}

// Kinds of frames: one byte, four of big-endian length, and that many bytes.
const (
	stdout  = '1'
	stderr  = '2'
	overall = '.'
)

type writer struct {
	mu  sync.Mutex
	out io.Writer
}

func (w *writer) send(kind byte, content []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	head := binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(content)))
	if _, err := w.out.Write(append(head, content...)); err != nil {
		os.Exit(125)
	}
}

func main() {
	// Caught and dropped, not ignored: an ignored signal would stay ignored in the programs.
	signal.Notify(make(chan os.Signal, 1))
	// Same user as the programs: without this they could read and write our memory through /proc.
	if _, _, refused := syscall.Syscall(syscall.SYS_PRCTL, syscall.PR_SET_DUMPABLE, 0, 0); refused != 0 {
		fmt.Fprintln(os.Stderr, "serve:", refused)
		os.Exit(125)
	}
	out := &writer{out: os.Stdout}
	doubt := writable()
	for job := range jobs(os.Stdin) {
		ended := serve(job, out)
		if doubt != nil && ended.Problem == "" {
			ended.Problem = doubt.Error()
		}
		body, err := json.Marshal(ended)
		if err != nil {
			os.Exit(125)
		}
		out.send(overall, body)
		if ended.Problem != "" {
			os.Exit(1)
		}
	}
}

// jobs reads orders. When the stream closes, the sandbox is gone or has no more use for us, and everything here ends, in
// the middle of a job too.
func jobs(in io.Reader) <-chan []byte {
	given := make(chan []byte)
	go func() {
		reader := bufio.NewReader(in)
		for {
			line, err := reader.ReadBytes('\n')
			var next order
			if err == nil {
				err = json.Unmarshal(line, &next)
			}
			if err != nil || next.Bytes < 1 || next.Bytes > maxJob {
				break
			}
			job := make([]byte, next.Bytes)
			if _, err := io.ReadFull(reader, job); err != nil {
				break
			}
			given <- job
		}
		_ = syscall.Kill(-1, syscall.SIGKILL)
		os.Exit(125)
	}()
	return given
}

func serve(job []byte, out *writer) over {
	before := cgroup.Read()
	ended, err := run(job, out)
	if err != nil {
		return over{Code: 125, Problem: err.Error()}
	}
	counted := cgroup.Read().Since(before)
	ended.OutOfMemory, ended.OutOfProcesses = counted.OutOfMemory, counted.OutOfProcesses
	if err := clean(); err != nil && ended.Problem == "" {
		ended.Problem = err.Error()
	}
	return ended
}

// run starts the program and is back when neither it nor anything that it started is there any more.
func run(job []byte, out *writer) (over, error) {
	var ends [6]*os.File
	for i := 0; i < len(ends); i += 2 {
		read, write, err := os.Pipe()
		if err != nil {
			return over{}, err
		}
		ends[i], ends[i+1] = read, write
	}
	input, give, answer, toAnswer, complaint, toComplaint := ends[0], ends[1], ends[2], ends[3], ends[4], ends[5]
	attributes := &syscall.ProcAttr{Dir: work, Env: os.Environ(), Files: []uintptr{input.Fd(), toAnswer.Fd(), toComplaint.Fd()}}
	pid, err := syscall.ForkExec(program, []string{program}, attributes)
	if err != nil {
		return over{}, err
	}
	for _, file := range []*os.File{input, toAnswer, toComplaint} {
		_ = file.Close()
	}
	go func() { _, _ = give.Write(job) }()
	var copying sync.WaitGroup
	copying.Go(func() { pass(answer, stdout, out) })
	copying.Go(func() { pass(complaint, stderr, out) })
	var status syscall.WaitStatus
	for {
		got, err := syscall.Wait4(-1, &status, 0, nil)
		if got == pid || errors.Is(err, syscall.ECHILD) {
			break
		}
	}
	ended := over{Code: status.ExitStatus()}
	if status.Signaled() {
		ended.Code = 128 + int(status.Signal())
	}
	if killRest() {
		ended.Problem = "something was left running"
	}
	_ = give.Close()
	copying.Wait()
	return ended, nil
}

func pass(from *os.File, kind byte, out *writer) {
	defer from.Close()
	chunk := make([]byte, 256<<10)
	for {
		n, err := from.Read(chunk)
		if n > 0 {
			out.send(kind, chunk[:n])
		}
		if err != nil {
			return
		}
	}
}

// killRest ends everything but ourselves, and says whether there was anything. As process 1 we may: -1 means all others.
func killRest() bool {
	for was := false; ; was = true {
		if err := syscall.Kill(-1, syscall.SIGKILL); errors.Is(err, syscall.ESRCH) {
			return was
		}
		_, _ = syscall.Wait4(-1, nil, 0, nil)
	}
}
