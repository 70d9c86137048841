package build

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"twohours/image/frame"
	"twohours/image/policy"
)

// Package is one folder of the workspace.
type Package struct {
	Dir, ImportPath, Name string
	Files                 []policy.File
	// InternalTests share the package's name, ExternalTests carry it with _test.
	InternalTests, ExternalTests []policy.File
}

// IsProgram says whether this is a command.
func (p *Package) IsProgram() bool { return p.Name == "main" }

// Command is the name of the program that this is in a process exercise, or "": that of its folder in cmd/.
func (p *Package) Command() string {
	name, isCommand := strings.CutPrefix(p.Dir, "cmd/")
	if !isCommand || strings.Contains(name, "/") || !p.IsProgram() {
		return ""
	}
	return name
}

// Workspace is all packages by import path.
type Workspace struct {
	Module   string
	Packages map[string]*Package
}

// Group sorts parsed files into packages.
func Group(module string, files []policy.File) *Workspace {
	w := &Workspace{Module: module, Packages: map[string]*Package{}}
	for _, file := range files {
		importPath := module
		if file.Dir() != "" {
			importPath += "/" + file.Dir()
		}
		p := w.Packages[importPath]
		if p == nil {
			p = &Package{Dir: file.Dir(), ImportPath: importPath}
			w.Packages[importPath] = p
		}
		name := file.Syntax.Name.Name
		switch {
		case file.IsTest && strings.HasSuffix(name, "_test"):
			p.ExternalTests = append(p.ExternalTests, file)
		case file.IsTest:
			p.InternalTests = append(p.InternalTests, file)
		default:
			p.Files = append(p.Files, file)
			p.Name = name
		}
	}
	return w
}

// Sorted gives the packages in the order of their paths.
func (w *Workspace) Sorted() []*Package {
	all := make([]*Package, 0, len(w.Packages))
	for _, p := range w.Packages {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *Package) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	return all
}

// InOrder gives every package after those that it imports.
func (w *Workspace) InOrder() []*Package {
	var order []*Package
	seen := map[string]bool{}
	var visit func(p *Package)
	visit = func(p *Package) {
		if p == nil || seen[p.ImportPath] {
			return
		}
		seen[p.ImportPath] = true
		for _, path := range importsOf(p.Files) {
			visit(w.Packages[path])
		}
		order = append(order, p)
	}
	for _, p := range w.Sorted() {
		visit(p)
	}
	return order
}

// importsOf lists what the files import, without repeats.
func importsOf(files []policy.File) []string {
	var all []string
	for _, file := range files {
		for _, spec := range file.Syntax.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil {
				all = append(all, path)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// dependsOn says whether the package at from needs the one at target, directly or not.
func (w *Workspace) dependsOn(from, target string, seen map[string]bool) bool {
	p := w.Packages[from]
	if p == nil || seen[from] {
		return false
	}
	seen[from] = true
	for _, path := range importsOf(p.Files) {
		if path == target || w.dependsOn(path, target, seen) {
			return true
		}
	}
	return false
}

// Complaints are mistakes between packages that only the go command would find, not the compiler.
func (w *Workspace) Complaints(fset *token.FileSet) []frame.Diagnostic {
	var found []frame.Diagnostic
	complain := func(file policy.File, spec *ast.ImportSpec, format string, args ...any) {
		at := fset.PositionFor(spec.Path.Pos(), false)
		found = append(found, frame.Diagnostic{Tool: "compile", Path: file.Path, Line: at.Line, Column: at.Column, Message: fmt.Sprintf(format, args...)})
	}
	for _, p := range w.Sorted() {
		for _, file := range slices.Concat(p.Files, p.InternalTests, p.ExternalTests) {
			for _, spec := range file.Syntax.Imports {
				path, err := strconv.Unquote(spec.Path.Value)
				if err != nil || (path != w.Module && !strings.HasPrefix(path, w.Module+"/")) {
					continue
				}
				target := w.Packages[path]
				external := slices.ContainsFunc(p.ExternalTests, func(t policy.File) bool { return t.Path == file.Path })
				switch {
				case target == nil || len(target.Files) == 0:
					complain(file, spec, "package %s is not in this workspace: there is no Go file in that folder", path)
				case target.IsProgram() && !external:
					complain(file, spec, "%s is a program, not an importable package", path)
				case !external && (path == p.ImportPath || w.dependsOn(path, p.ImportPath, map[string]bool{})):
					complain(file, spec, "import cycle not allowed: %s and %s need each other", p.ImportPath, path)
				case !mayUseInternal(p.ImportPath, path):
					complain(file, spec, "use of internal package %s not allowed", path)
				}
			}
		}
	}
	return found
}

// mayUseInternal is Go's rule: what lies in a/internal is for a and below.
func mayUseInternal(importer, path string) bool {
	at := strings.LastIndex("/"+path+"/", "/internal/")
	if at < 0 {
		return true
	}
	parent := strings.TrimSuffix(path[:at], "/")
	return importer == parent || strings.HasPrefix(importer, parent+"/")
}
