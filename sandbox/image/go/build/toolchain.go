package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Toolchain is the compiler, the linker and the standard library, as the image bakes them.
type Toolchain struct {
	// Dir holds tool/, race.cfg, plain.cfg, libgcc.a and vetx/.
	Dir string
	// Race is compiled with -race: for everything that shares a process with tests that look for races. Plain is not: a
	// race program needs several times the memory, and sleeps a second at its exit.
	Race, Plain *Library
}

// Library is the standard library, compiled in one way.
type Library struct {
	// List is the file that names every archive, as the linker reads it.
	List     string
	WithRace bool
	// Archives maps the import path of a package to its archive.
	Archives map[string]string
}

// LoadToolchain reads the lists of compiled packages.
func LoadToolchain(dir string) (*Toolchain, error) {
	race, err := loadLibrary(filepath.Join(dir, "race.cfg"))
	if err != nil {
		return nil, err
	}
	race.WithRace = true
	plain, err := loadLibrary(filepath.Join(dir, "plain.cfg"))
	return &Toolchain{Dir: dir, Race: race, Plain: plain}, err
}

func loadLibrary(file string) (*Library, error) {
	list, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	l := &Library{List: file, Archives: map[string]string{}}
	for line := range strings.SplitSeq(string(list), "\n") {
		if entry, isEntry := strings.CutPrefix(line, "packagefile "); isEntry {
			if path, archive, ok := strings.Cut(entry, "="); ok {
				l.Archives[path] = archive
			}
		}
	}
	return l, nil
}

// outputCap is how much a tool may say; a compile error can be made arbitrarily long.
const outputCap = 256 << 10

// ToolError is a tool that ran and was not satisfied.
type ToolError struct {
	Tool, Output string
	// Killed says that the tool was killed, as the kernel does when memory is spent.
	Killed bool
}

func (e *ToolError) Error() string { return fmt.Sprintf("%s: %s", e.Tool, e.Output) }

// Run runs one tool in dir and returns what it wrote, head only.
func (t *Toolchain) Run(ctx context.Context, dir, tool string, args ...string) (stdout string, err error) {
	command := exec.CommandContext(ctx, filepath.Join(t.Dir, "tool", tool), args...)
	command.Dir = dir
	// The tools live for a moment: collecting garbage costs more than it frees, until memory gets tight.
	command.Env = []string{"GOGC=off", "GOMEMLIMIT=256MiB", "HOME=/tmp", "TMPDIR=" + os.TempDir(), "GOROOT="}
	var out, problems capped
	command.Stdout, command.Stderr = &out, &problems
	err = command.Run()
	if ctx.Err() != nil {
		return out.String(), &ToolError{Tool: tool, Killed: true}
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return out.String(), &ToolError{Tool: tool, Output: out.String() + problems.String(), Killed: exit.ExitCode() < 0}
	}
	return out.String(), err
}

// capped keeps the first outputCap bytes and swallows the rest.
type capped struct{ bytes.Buffer }

func (c *capped) Write(p []byte) (int, error) {
	if room := outputCap - c.Len(); room > 0 {
		c.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}
