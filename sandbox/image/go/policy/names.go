package policy

import (
	"go/ast"
	"path"
	"strconv"
	"strings"
)

// refusedNames are functions that reach past the caller's own code, by package, with what to do without them. A name that
// ends in * stands for all that begin so.
var refusedNames = map[string]map[string]string{
	"runtime": {
		"Goexit":        "It ends whatever goroutine it is called in, a test's too, as if that had come to its end. Return instead.",
		"Func":          anyMemory,
		"FuncForPC":     anyMemory,
		"Frame":         anyMemory,
		"Frames":        anyMemory,
		"CallersFrames": anyMemory,
		"Race*":         "It exists in builds with the race detector only, and speaks to it. Remove it.",
	},
	"runtime/debug": {
		"WriteHeapDump":   "It writes out all memory of the program, the tests' too. Remove it.",
		"SetCrashOutput":  "It is told where the program's last words go, the tests' too. Remove it.",
		"SetPanicOnFault": "It is for code that reads memory which is not its own. Remove it.",
		"ReadGCStats":     anyMemory,
	},
}

// anyMemory is about types whose methods read wherever they are told to, laid over numbers or handed from one goroutine to
// another without a lock: package runtime is outside of what the race detector watches.
const anyMemory = "Its insides can be made to show any memory, the tests' too. Use runtime.Caller and runtime.Stack."

// names refuses what an import's being allowed does not include: those functions, and setting variables of other packages.
// They are everybody's in the program, and tests trust them: io.EOF, context.Canceled, http.DefaultClient.
func (c *checker) names(rules Rules) {
	if rules.Process || c.file.IsTest {
		return
	}
	imported := c.importedNames(rules)
	// The parser resolves what is declared in the file; what is left over is an import's name.
	packageOf := func(x ast.Expr) string {
		if name, isName := x.(*ast.Ident); isName && name.Obj == nil {
			return imported[name.Name]
		}
		return ""
	}
	set := func(targets ...ast.Expr) {
		for _, target := range targets {
			if variable := rootVariable(target, packageOf); variable != nil {
				c.refuse(target.Pos(), "variable", "%s is a variable of another package, which everybody in the program shares, and this would change it. Use one of your own.", spelled(variable))
			}
		}
	}
	ast.Inspect(c.file.Syntax, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.SelectorExpr:
			if why := refusal(packageOf(n.X), n.Sel.Name); why != "" {
				c.refuse(n.Pos(), "name", "%s is not used here. %s", spelled(n), why)
			}
		case *ast.AssignStmt:
			set(n.Lhs...)
		case *ast.IncDecStmt:
			set(n.X)
		case *ast.RangeStmt:
			set(n.Key, n.Value)
		case *ast.UnaryExpr:
			if n.Op.String() == "&" {
				set(n.X)
			}
		}
		return true
	})
}

// importedNames maps the name that a package outside the workspace has in this file to its path.
func (c *checker) importedNames(rules Rules) map[string]string {
	names := map[string]string{}
	for _, spec := range c.file.Syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil || imported == rules.Module || strings.HasPrefix(imported, rules.Module+"/") {
			continue
		}
		name := path.Base(imported)
		if before, version := path.Split(imported); len(version) > 1 && version[0] == 'v' && strings.Trim(version[1:], "0123456789") == "" {
			// math/rand/v2 is rand.
			name = path.Base(before)
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if name == "." && rules.complaint(imported, false) == "" {
			c.refuse(spec.Path.Pos(), "import", "An import with a dot hides whose names are used. Import %q by its name.", imported)
		}
		names[name] = imported
	}
	return names
}

// rootVariable is the variable of another package that the expression is, or is a part of.
func rootVariable(x ast.Expr, packageOf func(ast.Expr) string) *ast.SelectorExpr {
	for {
		switch e := x.(type) {
		case *ast.SelectorExpr:
			if packageOf(e.X) != "" {
				return e
			}
			x = e.X
		case *ast.ParenExpr:
			x = e.X
		case *ast.StarExpr:
			x = e.X
		case *ast.IndexExpr:
			x = e.X
		case *ast.SliceExpr:
			x = e.X
		case *ast.TypeAssertExpr:
			x = e.X
		default:
			return nil
		}
	}
}

func refusal(imported, name string) string {
	for pattern, why := range refusedNames[imported] {
		if prefix, isPrefix := strings.CutSuffix(pattern, "*"); pattern == name || isPrefix && strings.HasPrefix(name, prefix) {
			return why
		}
	}
	return ""
}

func spelled(s *ast.SelectorExpr) string {
	if name, isName := s.X.(*ast.Ident); isName {
		return name.Name + "." + s.Sel.Name
	}
	return s.Sel.Name
}
