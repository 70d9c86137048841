// Compile is the whole program of the compile stage: a tar with a job comes in, diagnostics and test programs go out.
//
// No code of the candidate's is executed in this container, only parsed and compiled.
package main

import (
	"archive/tar"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"twohours/image/build"
	"twohours/image/frame"
)

// toolchain is where the image keeps the compiler and the compiled standard library.
const toolchain = "/opt/twohours"

type input struct {
	job frame.Job
	// candidate and hidden are the files, by path.
	candidate, hidden map[string][]byte
}

func main() {
	out := &frame.Writer{Out: os.Stdout}
	if err := run(context.Background(), os.Stdin, out); err != nil {
		// Ours: the sandbox makes a fault of it.
		fmt.Fprintln(os.Stderr, "compile:", err)
		os.Exit(1)
	}
	if err := out.Send(frame.Message{Type: "done"}, nil); err != nil {
		os.Exit(1)
	}
}

func run(ctx context.Context, in io.Reader, out *frame.Writer) error {
	given, err := read(in)
	if err != nil {
		return err
	}
	go func() {
		// The sandbox keeps the stream open while it wants an answer.
		_, _ = io.Copy(io.Discard, in)
		os.Exit(1)
	}()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go watchBudget(given.job.Mode, out, cancel)
	if given.job.Mode == "format" {
		return formatJob(given, out)
	}
	tools, err := build.LoadToolchain(toolchain)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "w")
	if err != nil {
		return err
	}
	err = buildPrograms(ctx, given, tools, work, out)
	var failed *build.NotCompiled
	var broken *build.Broken
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.ENOMEM) {
		err = &build.NotCompiled{Diagnostics: []frame.Diagnostic{build.TooExpensive}}
	}
	switch {
	case errors.As(err, &failed):
		for _, d := range failed.Diagnostics {
			if err := out.Diagnose(d); err != nil {
				return err
			}
		}
		return out.Send(frame.Message{Type: "not-compiled"}, nil)
	case errors.As(err, &broken):
		return out.Send(frame.Message{Type: "broken", Text: broken.Reason}, nil)
	}
	return err
}

// read takes the tar apart. It was made by the sandbox, which has checked sizes and counts.
func read(in io.Reader) (input, error) {
	given := input{candidate: map[string][]byte{}, hidden: map[string][]byte{}}
	archive := tar.NewReader(in)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return given, nil
		}
		if err != nil {
			return given, err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			return given, err
		}
		name := filepath.ToSlash(header.Name)
		if !filepath.IsLocal(name) {
			return given, fmt.Errorf("path %q leads outside", name)
		}
		if path, ok := strings.CutPrefix(name, "candidate/"); ok {
			given.candidate[path] = content
		} else if strings.HasPrefix(name, "hidden/") {
			given.hidden[name] = content
		} else if name == "job.json" {
			if err := json.Unmarshal(content, &given.job); err != nil {
				return given, err
			}
		}
	}
}

// unpack writes files below dir.
func unpack(dir string, files map[string][]byte) error {
	for path, content := range files {
		file := filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o600); err != nil {
			return err
		}
	}
	return nil
}
