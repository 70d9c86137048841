package main

import (
	"context"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"twohours/image/build"
	"twohours/image/frame"
	"twohours/image/policy"
	"twohours/image/vet"
)

// maxProgram is how large a test program may be; ours are a few megabytes.
const maxProgram = 48 << 20

// maxPrograms is how large all of a workspace's may be; the sandbox holds them in memory.
const maxPrograms = 128 << 20

func buildPrograms(ctx context.Context, given input, tools *build.Toolchain, work string, out *frame.Writer) error {
	job := given.job
	isVisible := job.Mode == "visible"
	fset := token.NewFileSet()
	rules := policy.Rules{Module: job.Module, Package: job.Package, Process: job.Process, Imports: job.Imports, Standard: map[string]bool{"unsafe": true}}
	for path := range tools.Race.Archives {
		rules.Standard[path] = policy.IsImportable(path)
	}
	verdict := policy.Check(fset, rules, given.candidate, isVisible)
	if len(verdict.Refused) > 0 {
		for _, d := range verdict.Refused {
			if err := out.Diagnose(d); err != nil {
				return err
			}
		}
		return out.Send(frame.Message{Type: "refused"}, nil)
	}
	if len(verdict.Broken) > 0 {
		return &build.NotCompiled{Diagnostics: verdict.Broken}
	}
	workspace := build.Group(job.Module, verdict.Files)
	if complaints := workspace.Complaints(fset); len(complaints) > 0 {
		return &build.NotCompiled{Diagnostics: complaints}
	}
	if err := unpack(filepath.Join(work, "candidate"), given.candidate); err != nil {
		return err
	}
	p := &programs{out: out}
	newBuilder := func(library *build.Library) (*build.Builder, error) {
		return build.New(tools, library, fset, work, job.Go, workspace)
	}
	race, err := newBuilder(tools.Race)
	if err != nil {
		return err
	}
	plain, err := newBuilder(tools.Plain)
	switch {
	case err != nil:
		return err
	case job.Mode == "commands":
		if err := p.commands(ctx, plain); err != nil {
			return err
		}
		return out.Send(frame.Message{Type: "built"}, nil)
	case !isVisible && job.Process:
		return p.hidden(ctx, given, plain, work)
	case !isVisible:
		return p.hidden(ctx, given, race, work)
	case job.Process && job.Test:
		return p.visible(ctx, job, race, plain)
	}
	return p.visible(ctx, job, race, nil)
}

// programs are sent as they are made.
type programs struct {
	out *frame.Writer

	mu    sync.Mutex
	total int64
}

// visible makes the candidate's own tests, and with plain the programs that those start, vets, and sends what it finds.
func (p *programs) visible(ctx context.Context, job frame.Job, race, plain *build.Builder) error {
	if err := race.CompileAll(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	commands := make(chan error, 1)
	go func() { commands <- p.commands(ctx, plain) }()
	if err := p.tests(ctx, job, race); err != nil {
		return err
	}
	if err := <-commands; err != nil {
		return err
	}
	// From here the sandbox runs the tests; vet is off the critical path.
	if err := p.out.Send(frame.Message{Type: "built"}, nil); err != nil || !job.Vet {
		return err
	}
	findings, err := vet.Run(ctx, race)
	if err != nil {
		// What compiled shall not fail for want of advice.
		fmt.Fprintln(os.Stderr, "vet:", err)
		findings = append(findings, frame.Diagnostic{Tool: "vet", Message: "go vet could not finish on these files."})
	}
	for _, d := range findings {
		if err := p.out.Diagnose(d); err != nil {
			return err
		}
	}
	return nil
}

func (p *programs) tests(ctx context.Context, job frame.Job, builder *build.Builder) error {
	for _, each := range builder.Workspace.Sorted() {
		if !job.Test {
			// vet looks at tests as well, so they must compile.
			if _, err := builder.TestArchives(ctx, each); err != nil {
				return err
			}
			continue
		}
		program, any, err := builder.VisibleTests(ctx, each)
		if err == nil && any {
			err = p.send(frame.Message{Type: "binary", Package: each.Dir}, program)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// commands makes the candidate's programs; nil makes none.
func (p *programs) commands(ctx context.Context, builder *build.Builder) error {
	if builder == nil {
		return nil
	}
	for _, each := range builder.Workspace.Sorted() {
		name := each.Command()
		if name == "" {
			continue
		}
		program, err := builder.Command(ctx, each)
		if err == nil {
			err = p.send(frame.Message{Type: "binary", Package: each.Dir, Command: name}, program)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *programs) hidden(ctx context.Context, given input, builder *build.Builder, work string) error {
	if err := unpack(work, given.hidden); err != nil {
		return err
	}
	files, err := hiddenFiles(builder.Fset, given)
	if err != nil {
		return err
	}
	program, err := builder.HiddenTests(ctx, files, given.job.Tests)
	var failed *build.NotCompiled
	if given.job.Process && errors.As(err, &failed) && len(failed.Diagnostics) > 0 {
		// Nothing of the candidate's is in it.
		return &build.Broken{Reason: failed.Diagnostics[0].Path + ": " + failed.Diagnostics[0].Message}
	}
	if err == nil {
		err = p.send(frame.Message{Type: "binary"}, program)
	}
	if err != nil {
		return err
	}
	return p.out.Send(frame.Message{Type: "built"}, nil)
}

func hiddenFiles(fset *token.FileSet, given input) ([]policy.File, error) {
	job := given.job
	var files []policy.File
	for path, content := range given.hidden {
		if !strings.HasSuffix(path, ".go") {
			continue
		}
		syntax, err := parser.ParseFile(fset, path, content, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, &build.Broken{Reason: err.Error()}
		}
		if want := job.Package + "_test"; syntax.Name.Name != want {
			return nil, &build.Broken{Reason: path + " is not of package " + want}
		}
		for _, spec := range syntax.Imports {
			if imported, _ := strconv.Unquote(spec.Path.Value); job.Process && (imported == job.Module || strings.HasPrefix(imported, job.Module+"/")) {
				return nil, &build.Broken{Reason: path + " imports " + imported + ": nothing of the candidate's may share a process with the hidden tests of a process exercise"}
			}
		}
		files = append(files, policy.File{Path: path, Syntax: syntax, IsTest: true})
	}
	slices.SortFunc(files, func(a, b policy.File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}

// send sends one program, as long as all of them together are not too large.
func (p *programs) send(m frame.Message, program string) error {
	info, err := os.Stat(program)
	if err != nil {
		return err
	}
	if info.Size() > maxProgram {
		return tooLarge("The compiled program is larger than 48 MiB. Look for very large arrays or constants that are laid out at compile time.")
	}
	content, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.total += info.Size()
	total := p.total
	p.mu.Unlock()
	if total > maxPrograms {
		return tooLarge("All programs together are larger than 128 MiB. Have fewer commands, or put tests into fewer packages.")
	}
	return errors.Join(p.out.Send(m, content), os.Remove(program))
}

func tooLarge(sentence string) error {
	return &build.NotCompiled{Diagnostics: []frame.Diagnostic{{Tool: "compile", Rule: "resources", Message: sentence}}}
}
