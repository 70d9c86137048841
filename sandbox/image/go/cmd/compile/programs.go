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
	"strings"

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
	isHidden := job.Mode == "hidden"
	fset := token.NewFileSet()
	rules := policy.Rules{Module: job.Module, Package: job.Package, Imports: job.Imports, Standard: map[string]bool{"unsafe": true}}
	for path := range tools.Standard {
		rules.Standard[path] = policy.IsImportable(path)
	}
	verdict := policy.Check(fset, rules, given.candidate, !isHidden)
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
	builder, err := build.New(tools, fset, work, job.Go, workspace)
	if err != nil {
		return err
	}
	if isHidden {
		return hidden(ctx, given, builder, work, out)
	}
	return visible(ctx, job, builder, out)
}

func visible(ctx context.Context, job frame.Job, builder *build.Builder, out *frame.Writer) error {
	if err := builder.CompileAll(ctx); err != nil {
		return err
	}
	var total int64
	for _, p := range builder.Workspace.Sorted() {
		if !job.Test {
			// vet looks at tests as well, so they must compile.
			if _, err := builder.TestArchives(ctx, p); err != nil {
				return err
			}
			continue
		}
		program, any, err := builder.VisibleTests(ctx, p)
		if err != nil {
			return err
		}
		if any {
			size, err := send(out, p.Dir, program)
			if err != nil {
				return err
			}
			if total += size; total > maxPrograms {
				return tooLarge("The test programs of all packages are larger than 128 MiB together. Put tests into fewer packages.")
			}
		}
	}
	// From here the sandbox runs the tests; vet is off the critical path.
	if err := out.Send(frame.Message{Type: "built"}, nil); err != nil || !job.Vet {
		return err
	}
	findings, err := vet.Run(ctx, builder)
	if err != nil {
		// What compiled shall not fail for want of advice.
		fmt.Fprintln(os.Stderr, "vet:", err)
		findings = append(findings, frame.Diagnostic{Tool: "vet", Message: "go vet could not finish on these files."})
	}
	for _, d := range findings {
		if err := out.Diagnose(d); err != nil {
			return err
		}
	}
	return nil
}

func hidden(ctx context.Context, given input, builder *build.Builder, work string, out *frame.Writer) error {
	if err := unpack(work, given.hidden); err != nil {
		return err
	}
	var files []policy.File
	for path, content := range given.hidden {
		if !strings.HasSuffix(path, ".go") {
			continue
		}
		syntax, err := parser.ParseFile(builder.Fset, path, content, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return &build.Broken{Reason: err.Error()}
		}
		if want := given.job.Package + "_test"; syntax.Name.Name != want {
			return &build.Broken{Reason: path + " is not of package " + want}
		}
		files = append(files, policy.File{Path: path, Syntax: syntax, IsTest: true})
	}
	slices.SortFunc(files, func(a, b policy.File) int { return strings.Compare(a.Path, b.Path) })
	program, err := builder.HiddenTests(ctx, files, given.job.Tests)
	if err != nil {
		return err
	}
	if _, err := send(out, "", program); err != nil {
		return err
	}
	return out.Send(frame.Message{Type: "built"}, nil)
}

// send says how large the program is that it sent.
func send(out *frame.Writer, dir, program string) (int64, error) {
	info, err := os.Stat(program)
	if err != nil {
		return 0, err
	}
	if info.Size() > maxProgram {
		return 0, tooLarge("The compiled program is larger than 48 MiB. Look for very large arrays or constants that are laid out at compile time.")
	}
	content, err := os.ReadFile(program)
	if err != nil {
		return 0, err
	}
	return info.Size(), errors.Join(out.Send(frame.Message{Type: "binary", Package: dir}, content), os.Remove(program))
}

func tooLarge(sentence string) error {
	return &build.NotCompiled{Diagnostics: []frame.Diagnostic{{Tool: "compile", Rule: "resources", Message: sentence}}}
}
