package build

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"twohours/image/frame"
	"twohours/image/policy"
)

// VisibleTests makes the program that runs a package's own tests, or says that there are none.
func (b *Builder) VisibleTests(ctx context.Context, p *Package) (program string, any bool, err error) {
	if len(p.InternalTests)+len(p.ExternalTests) == 0 {
		return "", false, nil
	}
	tests := findTests(b.Fset, p)
	if len(tests.Complaints) > 0 {
		return "", false, &NotCompiled{tests.Complaints}
	}
	archives, err := b.TestArchives(ctx, p)
	if err != nil {
		return "", false, err
	}
	program, err = b.program(ctx, visibleMain(p, tests), archives, p.ImportPath, p.ImportPath+"_test")
	return program, err == nil, err
}

// TestArchives compiles a package's tests. The package itself is compiled again with its internal tests in it, and so is
// whatever stands between it and its external tests.
func (b *Builder) TestArchives(ctx context.Context, p *Package) (map[string]string, error) {
	if known := b.testArchives[p.ImportPath]; known != nil {
		return known, nil
	}
	for _, path := range append(importsOf(p.InternalTests), importsOf(p.ExternalTests)...) {
		if err := b.Compile(ctx, path); err != nil {
			return nil, err
		}
	}
	archives := maps.Clone(b.archives)
	if len(p.InternalTests) > 0 {
		files := slices.Concat(p.Files, p.InternalTests)
		archive, err := b.compile(ctx, b.Source, p.ImportPath, paths(files), importsOf(files), archives)
		if err != nil {
			return nil, err
		}
		archives[p.ImportPath] = archive
		if err := b.recompileUsers(ctx, p, archives); err != nil {
			return nil, err
		}
	}
	if len(p.ExternalTests) > 0 {
		archive, err := b.compile(ctx, b.Source, p.ImportPath+"_test", paths(p.ExternalTests), importsOf(p.ExternalTests), archives)
		if err != nil {
			return nil, err
		}
		archives[p.ImportPath+"_test"] = archive
	}
	b.testArchives[p.ImportPath] = archives
	return archives, nil
}

// recompileUsers compiles every package that needs p and that p's external tests need, against p as it is under test.
func (b *Builder) recompileUsers(ctx context.Context, p *Package, archives map[string]string) error {
	done := map[string]bool{p.ImportPath: true}
	var visit func(path string) error
	visit = func(path string) error {
		user := b.Workspace.Packages[path]
		if user == nil || done[path] || !b.Workspace.dependsOn(path, p.ImportPath, map[string]bool{}) {
			return nil
		}
		done[path] = true
		for _, imported := range importsOf(user.Files) {
			if err := visit(imported); err != nil {
				return err
			}
		}
		archive, err := b.compile(ctx, b.Source, path, paths(user.Files), importsOf(user.Files), archives)
		archives[path] = archive
		return err
	}
	for _, path := range importsOf(p.ExternalTests) {
		if err := visit(path); err != nil {
			return err
		}
	}
	return nil
}

// Broken is an exercise whose hidden tests are not what its manifest says: our fault, never a verdict.
type Broken struct{ Reason string }

func (e *Broken) Error() string { return e.Reason }

// HiddenTests makes the program that runs the named hidden tests under the guard.
func (b *Builder) HiddenTests(ctx context.Context, files []policy.File, names []string) (string, error) {
	hidden := &Package{ExternalTests: files}
	found := findTests(b.Fset, hidden)
	if found.Main != nil {
		return "", &Broken{"hidden tests may not define TestMain"}
	}
	for _, name := range names {
		if !slices.ContainsFunc(found.Tests, func(t testFunc) bool { return t.Name == name }) {
			return "", &Broken{fmt.Sprintf("the manifest names %s, and no hidden test is called so", name)}
		}
	}
	imports := importsOf(files)
	for _, path := range imports {
		if err := b.Compile(ctx, path); err != nil {
			return "", err
		}
	}
	archives := maps.Clone(b.archives)
	testPath := b.Workspace.Module + "_test"
	archive, err := b.compile(ctx, b.Hidden, testPath, paths(files), imports, archives)
	if err != nil {
		return "", err
	}
	archives[testPath] = archive
	return b.program(ctx, hiddenMain(testPath, names), archives, testPath)
}

// Command makes the program of a main package.
func (b *Builder) Command(ctx context.Context, p *Package) (string, error) {
	imports := importsOf(p.Files)
	for _, path := range imports {
		if err := b.Compile(ctx, path); err != nil {
			return "", err
		}
	}
	archive, err := b.compile(ctx, b.Source, "main", paths(p.Files), imports, b.archives)
	if err != nil {
		return "", err
	}
	return b.link(ctx, archive, b.archives)
}

// CompileAll compiles every package, programs too.
func (b *Builder) CompileAll(ctx context.Context) error {
	var problems []frame.Diagnostic
	for _, p := range b.Workspace.Sorted() {
		if err := b.Compile(ctx, p.ImportPath); err != nil {
			failed, isFailed := err.(*NotCompiled)
			if !isFailed {
				return err
			}
			problems = append(problems, failed.Diagnostics...)
		}
	}
	if len(problems) > 0 {
		return &NotCompiled{dedupe(problems)}
	}
	return nil
}

// dedupe drops repeats: a package that does not compile is tried once for each that needs it.
func dedupe(all []frame.Diagnostic) []frame.Diagnostic {
	seen := map[frame.Diagnostic]bool{}
	return slices.DeleteFunc(all, func(d frame.Diagnostic) bool {
		was := seen[d]
		seen[d] = true
		return was
	})
}
