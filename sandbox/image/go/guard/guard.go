// Package aguard runs hidden tests and reports what came of each in records that nobody else can write: numbered, and
// authenticated with a key that is read, and gone from its pipe, before any code of the candidate's runs.
//
// In an in-process exercise that code is in the same program, started by init; so the guard must be initialised before the candidate's package. Go initialises packages in the order of their import paths as
// soon as what they import is ready; this one is called aguard, imports the standard library only, and a candidate's
// module begins with zmod/. In a process exercise the program holds no code of the candidate's and is process 1 itself; see
// process1.go.
package aguard

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sync"
	"syscall"
	"time"
)

// config is the one line on standard input.
type config struct {
	Key       string   `json:"key"`
	Tests     []string `json:"tests"`
	PerTestMs int      `json:"perTestMs"`
	// Fd is the least number of the descriptor that records go to.
	Fd int `json:"fd"`
}

// record is one line on the private descriptor, behind its HMAC in hex and a space.
type record struct {
	Seq  int    `json:"seq"`
	Kind string `json:"kind"`
	Test string `json:"test,omitempty"`
	// Status is of an end: passed, failed, raced or crashed.
	Status    string `json:"status,omitempty"`
	ElapsedMs int64  `json:"elapsedMs,omitempty"`
	// OutOfMemory and OutOfProcesses are of an end and of a timeout in process 1: what the cgroup counted since the start.
	OutOfMemory    int `json:"outOfMemory,omitempty"`
	OutOfProcesses int `json:"outOfProcesses,omitempty"`
	// Code is of the exit: what the process is about to end with.
	Code int `json:"code,omitempty"`
}

var (
	given config
	key   []byte
	sink  int
	// isProcess1 says that init let us take its place.
	isProcess1 = syscall.Getpid() == 1

	mu  sync.Mutex
	seq int
)

func init() {
	line := readLine()
	err := json.Unmarshal(line, &given)
	clear(line)
	if err == nil {
		key, err = hex.DecodeString(given.Key)
	}
	given.Key = ""
	if err != nil || len(key) != sha256.Size {
		die("this program is started by the sandbox only")
	}
	seal()
	if isProcess1 {
		takeOver()
	}
	restore()
	say(record{Kind: "ready"})
	hide()
}

// readLine reads byte by byte, so that nothing is left in a buffer.
func readLine() []byte {
	var line []byte
	one := make([]byte, 1)
	for len(line) < 1<<16 {
		n, err := syscall.Read(0, one)
		if err == syscall.EINTR {
			continue
		}
		if err != nil || n == 0 || one[0] == '\n' {
			break
		}
		line = append(line, one[0])
	}
	return line
}

// say writes one record, and the mark on standard error that tells the sandbox where its test's output begins or ends.
func say(r record) {
	mu.Lock()
	defer mu.Unlock()
	sayLocked(r)
}

func sayLocked(r record) {
	seq++
	r.Seq = seq
	body, err := json.Marshal(r)
	if err != nil {
		die("cannot encode a record")
	}
	write(sink, fmt.Appendf(nil, "%x %s\n", sign(body), body))
	write(2, fmt.Appendf(nil, "\x1e%x\n", sign(fmt.Appendf(nil, "mark %d", seq))))
}

func sign(message []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(message)
	return mac.Sum(nil)
}

// write goes to the descriptor itself: os.Stdout and os.Stderr are variables that anybody can set.
func write(fd int, p []byte) {
	for len(p) > 0 {
		n, err := syscall.Write(fd, p)
		if err == syscall.EINTR || err == syscall.EAGAIN {
			time.Sleep(time.Millisecond)
			continue
		}
		if err != nil {
			// Without its records the process is worth nothing.
			syscall.Exit(3)
		}
		p = p[n:]
	}
}

func die(why string) {
	write(2, append(bytes.TrimSpace([]byte("aguard: "+why)), '\n'))
	syscall.Exit(3)
}
