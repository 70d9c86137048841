// Package build turns a workspace into test programs by calling the compiler and the linker directly.
//
// That is faster than go test -c and safer: a package sees only the imports it is given, there is no go.mod to obey, no
// directory to search and no assembler or C compiler to reach. Nothing that is built here is executed here.
package build

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"twohours/image/frame"
	"twohours/image/policy"
)

// Builder compiles one workspace.
type Builder struct {
	Tools   *Toolchain
	Library *Library
	Fset    *token.FileSet
	// Source holds the candidate's files, Hidden (below which everything lies in hidden/) the hidden tests.
	Source, Hidden string
	// Work is for what is made.
	Work string
	// Lang is the language version, such as 1.27.
	Lang      string
	Workspace *Workspace

	// archives is what was compiled, by import path; testArchives the same with one package's tests in it.
	archives     map[string]string
	testArchives map[string]map[string]string
	made         int
}

// New makes a builder that works below work, where candidate/ and hidden/ hold the sources.
func New(tools *Toolchain, library *Library, fset *token.FileSet, work, lang string, workspace *Workspace) (*Builder, error) {
	made, err := os.MkdirTemp(work, "made")
	return &Builder{Tools: tools, Library: library, Fset: fset, Source: filepath.Join(work, "candidate"), Hidden: work, Work: made, Lang: lang, Workspace: workspace,
		archives: map[string]string{}, testArchives: map[string]map[string]string{}}, err
}

// TooExpensive is said where the sources use up what compiling is given.
var TooExpensive = frame.Diagnostic{Tool: "compile", Rule: "resources", Message: "Compiling needs more memory, disk or time than it is given here. Look for very large arrays, constants or generated code."}

// NotCompiled is a compiler that was not satisfied with the sources.
type NotCompiled struct{ Diagnostics []frame.Diagnostic }

func (e *NotCompiled) Error() string { return fmt.Sprintf("%d compile errors", len(e.Diagnostics)) }

// Compile compiles the package and, first, those of the workspace that it imports.
func (b *Builder) Compile(ctx context.Context, importPath string) error {
	p := b.Workspace.Packages[importPath]
	if p == nil || len(p.Files) == 0 || b.archives[importPath] != "" {
		return nil
	}
	for _, path := range importsOf(p.Files) {
		if err := b.Compile(ctx, path); err != nil {
			return err
		}
	}
	archive, err := b.compile(ctx, b.Source, importPath, paths(p.Files), importsOf(p.Files), b.archives)
	if err == nil {
		b.archives[importPath] = archive
	}
	return err
}

// compile makes one archive. Only what the files import can be found: the archives given, and the standard library.
func (b *Builder) compile(ctx context.Context, dir, importPath string, files, imports []string, archives map[string]string) (string, error) {
	b.made++
	archive := filepath.Join(b.Work, fmt.Sprintf("%d.a", b.made))
	var config strings.Builder
	for _, path := range imports {
		file := archives[path]
		if file == "" {
			file = b.Library.Archives[path]
		}
		if file != "" {
			fmt.Fprintf(&config, "packagefile %s=%s\n", path, file)
		}
	}
	configFile := archive + ".cfg"
	if err := os.WriteFile(configFile, []byte(config.String()), 0o600); err != nil {
		return "", err
	}
	args := []string{"-o", archive, "-p", importPath, "-importcfg", configFile, "-trimpath", dir + "=>.", "-lang=go" + b.Lang,
		"-complete", "-nolocalimports", "-pack", "-buildid=x", "-c=2", "-dwarf=false"}
	if b.Library.WithRace {
		args = append(args, "-race")
	}
	for _, file := range files {
		args = append(args, "./"+file)
	}
	_, err := b.Tools.Run(ctx, dir, "compile", args...)
	return archive, explain(err)
}

// hosts is where programs find what localhost is: over an image's /etc/hosts the engine puts an empty file.
const hosts = "/lib/hosts"

// link makes a program of a main package's archive.
func (b *Builder) link(ctx context.Context, main string, archives map[string]string, more ...string) (string, error) {
	standard, err := os.ReadFile(b.Library.List)
	if err != nil {
		return "", err
	}
	config := strings.Builder{}
	config.Write(standard)
	for path, file := range archives {
		fmt.Fprintf(&config, "packagefile %s=%s\n", path, file)
	}
	if err := os.WriteFile(main+".link", []byte(config.String()), 0o600); err != nil {
		return "", err
	}
	program := strings.TrimSuffix(main, ".a")
	args := []string{"-o", program, "-importcfg", main + ".link", "-buildmode=exe", "-linkmode=internal", "-buildid=x", "-s", "-w", "-extld=/nonexistent",
		"-X", "net.hostsFilePath=" + hosts}
	if b.Library.WithRace {
		args = append(args, "-race", "-libgcc="+filepath.Join(b.Tools.Dir, "libgcc.a"))
	}
	_, err = b.Tools.Run(ctx, b.Work, "link", slices.Concat(args, more, []string{main})...)
	return program, explain(err)
}

// program compiles the given main package and links it.
func (b *Builder) program(ctx context.Context, source string, archives map[string]string, imports ...string) (string, error) {
	b.made++
	name := fmt.Sprintf("main%d.go", b.made)
	if err := os.WriteFile(filepath.Join(b.Work, name), []byte(source), 0o600); err != nil {
		return "", err
	}
	main, err := b.compile(ctx, b.Work, "main", []string{name}, append(imports, "os", "reflect", "runtime/debug", "testing", "testing/internal/testdeps", "internal/race", "internal/testlog", "adeps", "aguard"), archives)
	if err != nil {
		return "", err
	}
	// testing.Testing() is what this makes true.
	return b.link(ctx, main, archives, "-X", "testing.testBinary=1")
}

var (
	positionLine = regexp.MustCompile(`^(\S+?\.go):(\d+)(?::(\d+))?: (.*)$`)
	noRoom       = regexp.MustCompile(`file too large|no space left on device|cannot allocate memory|out of memory`)
	ourPaths     = regexp.MustCompile(`/tmp/\S*/`)
)

// explain turns the words of a tool into diagnostics.
func explain(err error) error {
	var tool *ToolError
	if !errors.As(err, &tool) {
		return err
	}
	if tool.Killed || noRoom.MatchString(tool.Output) {
		return &NotCompiled{[]frame.Diagnostic{TooExpensive}}
	}
	var found []frame.Diagnostic
	for line := range strings.SplitSeq(strings.TrimRight(tool.Output, "\n"), "\n") {
		if strings.HasPrefix(line, "# ") {
			continue
		}
		if match := positionLine.FindStringSubmatch(line); match != nil {
			d := frame.Diagnostic{Tool: "compile", Path: strings.TrimPrefix(match[1], "./"), Message: match[4]}
			d.Line, _ = strconv.Atoi(match[2])
			d.Column, _ = strconv.Atoi(match[3])
			found = append(found, d)
			continue
		}
		line = ourPaths.ReplaceAllString(line, "")
		if last := len(found) - 1; last >= 0 && strings.HasPrefix(line, "\t") {
			found[last].Message += "\n" + line
			continue
		}
		found = append(found, frame.Diagnostic{Tool: "compile", Message: line})
	}
	return &NotCompiled{found}
}

func paths(files []policy.File) []string {
	all := make([]string, 0, len(files))
	for _, file := range files {
		all = append(all, file.Path)
	}
	slices.Sort(all)
	return all
}
