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

// Toolchain is the compiler, the linker and the standard library compiled with -race, as the image bakes them.
type Toolchain struct {
	// Dir holds tool/, std.cfg, libgcc.a and vetx/.
	Dir string
	// Standard maps the import path of a package to its archive.
	Standard map[string]string
}

// LoadToolchain reads the list of compiled packages.
func LoadToolchain(dir string) (*Toolchain, error) {
	list, err := os.ReadFile(filepath.Join(dir, "std.cfg"))
	if err != nil {
		return nil, err
	}
	t := &Toolchain{Dir: dir, Standard: map[string]string{}}
	for line := range strings.SplitSeq(string(list), "\n") {
		if entry, isEntry := strings.CutPrefix(line, "packagefile "); isEntry {
			if path, file, ok := strings.Cut(entry, "="); ok {
				t.Standard[path] = file
			}
		}
	}
	return t, nil
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
