// Package aguard runs hidden tests and reports what came of each in records that nobody else can write: numbered, and
// authenticated with a key that is read, and gone from its pipe, before any code of the candidate's runs.
//
// In an in-process exercise that code is in the same program, started by init; so the guard must be initialised before the
// candidate's package. Go initialises packages in the order of their import paths as soon as what they import is ready;
// this one is called aguard, imports the standard library only, and a candidate's module begins with zmod/. It imports
// little of that, and no JSON: every test program is linked with it while somebody waits. In a process exercise the program holds no code of the candidate's and is process 1 itself; see
// process1.go.
package aguard

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// config is the one line on standard input: the key in hex, the least number of the descriptor that records go to, the
// milliseconds that one test may take, and the tests' names, with spaces between them. A name that is repeated has a number
// behind it from the second on: TestX TestX#2 TestX#3.
type config struct {
	Tests     []string
	PerTestMs int
	Fd        int
}

// record is one line on the private descriptor, behind its HMAC in hex and a space.
type record struct {
	Kind string
	Test string
	// Status is of an end: passed, failed, raced or crashed.
	Status    string
	ElapsedMs int64
	// OutOfMemory and OutOfProcesses are of an end and of a timeout in process 1: what the cgroup counted since the start.
	OutOfMemory    int
	OutOfProcesses int
	// Code is of the exit: what the process is about to end with.
	Code int
}

// encode writes it as JSON. Names are identifiers and need no escapes.
func (r record) encode(seq int) []byte {
	body := fmt.Appendf(nil, `{"seq":%d,"kind":"%s"`, seq, r.Kind)
	for name, text := range map[string]string{"test": r.Test, "status": r.Status} {
		if text != "" {
			body = fmt.Appendf(body, `,"%s":"%s"`, name, text)
		}
	}
	for name, n := range map[string]int64{"elapsedMs": r.ElapsedMs, "outOfMemory": int64(r.OutOfMemory), "outOfProcesses": int64(r.OutOfProcesses), "code": int64(r.Code)} {
		if n != 0 {
			body = fmt.Appendf(body, `,"%s":%d`, name, n)
		}
	}
	return append(body, '}')
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
	err := read(bytes.Fields(line))
	clear(line)
	if err != nil {
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

func read(words [][]byte) (err error) {
	if len(words) < 3 || hex.DecodedLen(len(words[0])) != sha256.Size {
		return errors.New("not a config")
	}
	key = make([]byte, sha256.Size)
	_, err = hex.Decode(key, words[0])
	numbers := [2]int{}
	for i := range numbers {
		n, notOne := strconv.Atoi(string(words[1+i]))
		numbers[i], err = n, errors.Join(err, notOne)
	}
	given = config{Fd: numbers[0], PerTestMs: numbers[1]}
	for _, name := range words[3:] {
		given.Tests = append(given.Tests, string(name))
	}
	return err
}

// readLine reads byte by byte, so that nothing is left in a buffer.
func readLine() []byte {
	var line []byte
	one := make([]byte, 1)
	for len(line) < 1<<20 {
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
	body := r.encode(seq)
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
