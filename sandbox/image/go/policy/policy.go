// Package policy is the source policy: what a candidate's files may not contain, so that hidden tests can share a
// process with them. Where they share none, in process exercises, what is left of it is what keeps a build plain: every
// file compiled, by the Go compiler alone. The very same check runs at every visible run, so nobody learns of a rule after two hours.
//
// The compiler enforces imports a second time: it is given only the packages that passed here.
package policy

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/scanner"
	"go/token"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"twohours/image/frame"
)

// File is a Go file that was parsed.
type File struct {
	Path   string
	Syntax *ast.File
	IsTest bool
}

// Dir is the file's folder, "" for the root.
func (f File) Dir() string { return dirOf(f.Path) }

// Rules is what the exercise allows.
type Rules struct {
	Module, Package string
	// Process says that hidden tests run in a process of their own.
	Process bool
	Imports []string
	// Standard holds every package of the standard library that can be imported at all.
	Standard map[string]bool
}

// Verdict is what Check found. With Refused or Broken not empty the files must not be compiled.
type Verdict struct {
	Files   []File
	Refused []frame.Diagnostic
	// Broken holds syntax errors. What our parser does not understand is never handed to the compiler, which might.
	Broken []frame.Diagnostic
}

// Check parses and judges the files. Test files are left out where withTests is false.
func Check(fset *token.FileSet, rules Rules, files map[string][]byte, withTests bool) Verdict {
	var v Verdict
	paths := make([]string, 0, len(files))
	for p := range files {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		isTest := strings.HasSuffix(p, "_test.go")
		if ignoredByGo(p) || (isTest && !withTests) {
			continue
		}
		if d, bad := fileKind(p); bad {
			v.Refused = append(v.Refused, d)
			continue
		}
		if !strings.HasSuffix(p, ".go") {
			continue
		}
		if d, bad := encoding(p, files[p]); bad {
			v.Refused = append(v.Refused, d)
			continue
		}
		// With what names stand for: see names.
		syntax, err := parser.ParseFile(fset, p, files[p], parser.ParseComments)
		if err != nil {
			v.Broken = append(v.Broken, syntaxErrors(p, err)...)
		}
		if syntax == nil {
			continue
		}
		file := File{Path: p, Syntax: syntax, IsTest: isTest}
		v.Files = append(v.Files, file)
		v.Refused = append(v.Refused, checkFile(fset, rules, file)...)
	}
	return v
}

func checkFile(fset *token.FileSet, rules Rules, file File) []frame.Diagnostic {
	c := &checker{fset: fset, file: file}
	c.name()
	c.packageClause(rules)
	for _, spec := range file.Syntax.Imports {
		c.importSpec(rules, spec)
	}
	c.names(rules)
	for _, group := range file.Syntax.Comments {
		for _, comment := range group.List {
			c.comment(comment)
		}
	}
	return c.found
}

type checker struct {
	fset  *token.FileSet
	file  File
	found []frame.Diagnostic
}

func (c *checker) refuse(at token.Pos, rule, format string, args ...any) {
	d := frame.Diagnostic{Tool: "policy", Rule: rule, Path: c.file.Path, Message: fmt.Sprintf(format, args...)}
	if at.IsValid() {
		// Not Position: that would believe a //line directive.
		position := c.fset.PositionFor(at, false)
		d.Line, d.Column = position.Line, position.Column
	}
	c.found = append(c.found, d)
}

// name refuses files that Go would silently leave out, such as merge_windows.go.
func (c *checker) name() {
	context := build.Context{GOOS: "linux", GOARCH: goarch, Compiler: "gc", CgoEnabled: true}
	context.OpenFile = func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("package p\n")), nil
	}
	matches, err := context.MatchFile("", path.Base(c.file.Path))
	if err == nil && matches {
		return
	}
	c.refuse(token.NoPos, "file-name", "Go would leave this file out because of its name: an ending such as _windows or _arm64 means “only there”, and a leading underscore means “never”. Rename the file.")
}

func (c *checker) packageClause(rules Rules) {
	name, dir := c.file.Syntax.Name, c.file.Dir()
	switch {
	// Nameless where there is no package clause, or the parser gave up: then that is what is told.
	case name == nil || name.Name == "":
	case rules.Process:
		c.command(name, dir)
	case dir != "" || name.Name == rules.Package || (c.file.IsTest && name.Name == rules.Package+"_test"):
	case c.file.IsTest:
		c.refuse(name.Pos(), "package-clause", "Tests in this folder belong to package %s or %s_test, and this file says package %s. Change the first line that is not a comment.", rules.Package, rules.Package, name.Name)
	default:
		c.refuse(name.Pos(), "package-clause", "Files in this folder belong to package %s, which the hidden tests import, and this one says package %s. Change the first line that is not a comment.", rules.Package, name.Name)
	}
}

// commandName is what a program may be called: it is started under that name.
var commandName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$`)

// command keeps folders directly below cmd for programs, since those are what is built and started.
func (c *checker) command(name *ast.Ident, dir string) {
	command, isBelow := strings.CutPrefix(dir, "cmd/")
	if !isBelow || strings.Contains(command, "/") || command == "internal" {
		return
	}
	if name.Name != "main" && !(c.file.IsTest && name.Name == "main_test") {
		c.refuse(name.Pos(), "package-clause", "%s is built and started as the program %s, so its files belong to package main, and this one says package %s. Change the first line that is not a comment, or move the file to a folder outside cmd.", dir, command, name.Name)
	}
	if !commandName.MatchString(command) {
		c.refuse(token.NoPos, "file-name", "%s is built and started as a program, and its name may hold letters, digits, - and _ only. Rename the folder.", dir)
	}
}

func (c *checker) importSpec(rules Rules, spec *ast.ImportSpec) {
	imported, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return
	}
	if sentence := rules.complaint(imported, c.file.IsTest); sentence != "" {
		c.refuse(spec.Path.Pos(), "import", "%s", sentence)
	}
}

func (c *checker) comment(comment *ast.Comment) {
	text := comment.Text
	switch {
	case strings.HasPrefix(text, "//go:build"), isPlusBuild(text):
		c.refuse(comment.Pos(), "build-constraint", "Build constraints are not used here: every file is compiled, always, so that what you run is what is graded. Remove this line.")
	case strings.HasPrefix(text, "//go:"):
		directive, _, _ := strings.Cut(text, " ")
		c.refuse(comment.Pos(), "directive", "Instructions to the compiler are not used here, and %s is one: some of them hide data races or reach round the language. Remove this line, or put a space after the slashes if it is meant as a comment.", directive)
	case strings.HasPrefix(text, "//line "), strings.HasPrefix(text, "/*line "):
		c.refuse(comment.Pos(), "directive", "A comment that begins with “line” tells the compiler to report other positions than the real ones. Remove it, or put a space in front of “line” if it is meant as a comment.")
	case strings.HasPrefix(text, "//export "), strings.HasPrefix(text, "//extern "):
		c.refuse(comment.Pos(), "directive", "Comments that begin with //export or //extern speak to cgo, which is not used here. Put a space after the slashes if it is meant as a comment.")
	}
}

func isPlusBuild(text string) bool {
	rest, isLine := strings.CutPrefix(text, "//")
	return isLine && strings.HasPrefix(strings.TrimSpace(rest), "+build ")
}

func fileKind(p string) (frame.Diagnostic, bool) {
	switch strings.ToLower(path.Ext(p)) {
	case ".s", ".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".hxx", ".m", ".f", ".for", ".f90", ".syso", ".swig", ".swigcxx", ".a", ".so", ".o":
		return frame.Diagnostic{Tool: "policy", Rule: "file-kind", Path: p, Message: fmt.Sprintf("Only Go is compiled here, and a %s file would be handed to an assembler or a C compiler. Delete it, or give it another ending.", path.Ext(p))}, true
	}
	return frame.Diagnostic{}, false
}

func encoding(p string, text []byte) (frame.Diagnostic, bool) {
	at, what := bytes.IndexByte(text, 0), "a NUL character"
	if at < 0 {
		if utf8.Valid(text) {
			return frame.Diagnostic{}, false
		}
		what = "bytes that are not UTF-8"
		for at = 0; at < len(text); {
			r, size := utf8.DecodeRune(text[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
	}
	before := text[:at]
	column := at - bytes.LastIndexByte(before, '\n')
	return frame.Diagnostic{Tool: "policy", Rule: "encoding", Path: p, Line: bytes.Count(before, []byte{'\n'}) + 1, Column: column,
		Message: fmt.Sprintf("There is %s here, and Go source is UTF-8 text. Delete it; inside a string it can be written with an escape such as \\x00.", what)}, true
}

func syntaxErrors(p string, err error) []frame.Diagnostic {
	list, isList := err.(scanner.ErrorList)
	if !isList {
		return []frame.Diagnostic{{Tool: "compile", Path: p, Message: err.Error()}}
	}
	found := make([]frame.Diagnostic, 0, len(list))
	for _, e := range list {
		found = append(found, frame.Diagnostic{Tool: "compile", Path: p, Line: e.Pos.Line, Column: e.Pos.Column, Message: e.Msg})
	}
	return found
}

// ignoredByGo says whether no Go command would look at this file: it lies in testdata or in a folder that begins with _.
func ignoredByGo(p string) bool {
	for segment := range strings.SplitSeq(dirOf(p), "/") {
		if segment == "testdata" || strings.HasPrefix(segment, "_") || strings.HasPrefix(segment, ".") {
			return true
		}
	}
	return false
}

func dirOf(p string) string {
	if dir := path.Dir(p); dir != "." {
		return dir
	}
	return ""
}
