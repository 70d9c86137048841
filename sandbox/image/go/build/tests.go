package build

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/token"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"twohours/image/frame"
	"twohours/image/policy"
)

// testFunc is one function that a test program's main names. From is "internal" or "external".
type testFunc struct {
	From, Name, Output string
	Unordered          bool
}

// testFuncs is everything that package testing can be handed.
type testFuncs struct {
	Tests, Fuzz, Examples []testFunc
	Main                  *testFunc
	Complaints            []frame.Diagnostic
}

// findTests collects test functions by the rules of go test: by name, with the right signature.
func findTests(fset *token.FileSet, p *Package) testFuncs {
	var found testFuncs
	found.scan(fset, "internal", p.InternalTests)
	found.scan(fset, "external", p.ExternalTests)
	return found
}

func (t *testFuncs) scan(fset *token.FileSet, from string, files []policy.File) {
	for _, file := range files {
		for _, decl := range file.Syntax.Decls {
			fn, isFunc := decl.(*ast.FuncDecl)
			if !isFunc || fn.Recv != nil {
				continue
			}
			t.add(fset, from, file, fn)
		}
		examples := doc.Examples(file.Syntax)
		slices.SortFunc(examples, func(a, b *doc.Example) int { return a.Order - b.Order })
		for _, e := range examples {
			if e.Output != "" || e.EmptyOutput {
				t.Examples = append(t.Examples, testFunc{from, "Example" + e.Name, e.Output, e.Unordered})
			}
		}
	}
}

func (t *testFuncs) add(fset *token.FileSet, from string, file policy.File, fn *ast.FuncDecl) {
	name := fn.Name.Name
	complain := func(format string, args ...any) {
		at := fset.PositionFor(fn.Pos(), false)
		t.Complaints = append(t.Complaints, frame.Diagnostic{Tool: "compile", Path: file.Path, Line: at.Line, Column: at.Column, Message: fmt.Sprintf(format, args...)})
	}
	check := func(parameter string) bool {
		if takes(fn, parameter) {
			return true
		}
		complain("wrong signature for %s, must be: func %s(%s *testing.%s)", name, name, strings.ToLower(parameter), parameter)
		return false
	}
	switch {
	case name == "TestMain" && !takes(fn, "T"):
		if t.Main != nil {
			complain("multiple definitions of TestMain")
		} else if check("M") {
			t.Main = &testFunc{From: from, Name: name}
		}
	case hasTestName(name, "Test"):
		if check("T") {
			t.Tests = append(t.Tests, testFunc{From: from, Name: name})
		}
	case hasTestName(name, "Fuzz"):
		if check("F") {
			t.Fuzz = append(t.Fuzz, testFunc{From: from, Name: name})
		}
	}
}

// hasTestName accepts TestX, Test_x and Test, but not Testimony.
func hasTestName(name, prefix string) bool {
	rest, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return false
	}
	first, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || !unicode.IsLower(first)
}

// takes says whether the function has one parameter of type *testing.X, however testing was imported, and nothing else.
func takes(fn *ast.FuncDecl, typeName string) bool {
	parameters := fn.Type.Params.List
	if len(parameters) != 1 || len(parameters[0].Names) > 1 || fn.Type.Results.NumFields() > 0 || fn.Type.TypeParams.NumFields() > 0 {
		return false
	}
	pointer, isPointer := parameters[0].Type.(*ast.StarExpr)
	if !isPointer {
		return false
	}
	switch to := pointer.X.(type) {
	case *ast.Ident:
		return to.Name == typeName
	case *ast.SelectorExpr:
		return to.Sel.Name == typeName
	}
	return false
}

// maxStack is far below what any container has, and far above what a sane program needs.
const maxStack = 32 << 20

// visibleMain writes the main package of a test program that runs as go test's would.
func visibleMain(p *Package, tests testFuncs) string {
	var s strings.Builder
	deps, imported := testDeps(tests)
	fmt.Fprintf(&s, "package main\n\nimport (\n\t\"os\"\n\t\"reflect\"\n\t\"runtime/debug\"\n\t\"testing\"\n%s", imported)
	alias := func(from, path string) {
		name := "_"
		mentions := func(t testFunc) bool { return t.From == from }
		if slices.ContainsFunc(slices.Concat(tests.Tests, tests.Fuzz, tests.Examples), mentions) || tests.Main != nil && mentions(*tests.Main) {
			name = from
		}
		fmt.Fprintf(&s, "\t%s %q\n", name, path)
	}
	if len(p.InternalTests) > 0 {
		alias("internal", p.ImportPath)
	}
	if len(p.ExternalTests) > 0 {
		alias("external", p.ImportPath+"_test")
	}
	s.WriteString(")\n\nvar _ = reflect.ValueOf\n\nfunc main() {\n")
	// A runaway recursion shall end in Go's own words, not in the container's memory.
	fmt.Fprintf(&s, "\tdebug.SetMaxStack(%d)\n\tm := testing.MainStart(%s,\n\t\t[]testing.InternalTest{", maxStack, deps)
	for _, t := range tests.Tests {
		fmt.Fprintf(&s, "{%q, %s.%s}, ", t.Name, t.From, t.Name)
	}
	s.WriteString("},\n\t\tnil,\n\t\t[]testing.InternalFuzzTarget{")
	for _, t := range tests.Fuzz {
		fmt.Fprintf(&s, "{%q, %s.%s}, ", t.Name, t.From, t.Name)
	}
	s.WriteString("},\n\t\t[]testing.InternalExample{")
	for _, t := range tests.Examples {
		fmt.Fprintf(&s, "{%q, %s.%s, %q, %t}, ", t.Name, t.From, t.Name, t.Output, t.Unordered)
	}
	s.WriteString("})\n")
	if tests.Main == nil {
		s.WriteString("\tos.Exit(m.Run())\n}\n")
		return s.String()
	}
	// A TestMain that returns leaves the exit code of its m.Run behind, in a field that only reflection reaches.
	fmt.Fprintf(&s, "\t%s.TestMain(m)\n\tos.Exit(int(reflect.ValueOf(m).Elem().FieldByName(\"exitCode\").Int()))\n}\n", tests.Main.From)
	return s.String()
}

// testDeps is what package testing is given to start with, and the imports that this needs.
func testDeps(tests testFuncs) (value, imports string) {
	if len(tests.Fuzz) > 0 {
		return "testdeps.TestDeps{}", "\t\"testing/internal/testdeps\"\n"
	}
	return "adeps.TestDeps{PanicOnExit0: testlog.SetPanicOnExit0}", "\t\"adeps\"\n\t\"internal/testlog\"\n"
}

// hiddenMain hands the hidden tests to the guard, which runs those that it is told to. What shares a process with code under
// test is built with the race detector, and what does not is not.
func hiddenMain(testPath string, names []string) string {
	var s strings.Builder
	deps, imported := testDeps(testFuncs{})
	fmt.Fprintf(&s, "package main\n\nimport (\n\t\"aguard\"\n\t\"internal/race\"\n\t\"testing\"\n%s\thidden %q\n)\n\n", imported, testPath)
	s.WriteString("func main() {\n\taguard.Main(race.Enabled, race.Errors, func(tests []testing.InternalTest) int {\n")
	fmt.Fprintf(&s, "\t\treturn testing.MainStart(%s, tests, nil, nil, nil).Run()\n\t}, []testing.InternalTest{\n", deps)
	for _, name := range names {
		fmt.Fprintf(&s, "\t\t{%q, hidden.%s},\n", name, name)
	}
	s.WriteString("\t})\n}\n")
	return s.String()
}
