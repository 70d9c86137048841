package policy

import (
	"fmt"
	"runtime"
	"strings"
)

const goarch = runtime.GOARCH

// YAML is the one module beside the standard library, compiled with it: what reads manifests in tests of process exercises.
const YAML = "gopkg.in/yaml.v3"

// complaint says why this import cannot be, or "".
func (r Rules) complaint(imported string, inTest bool) string {
	everything := len(r.Imports) == 1 && r.Imports[0] == "*"
	switch {
	case imported == "C":
		return "cgo is not used here: only Go is compiled. Remove import \"C\" and what needs it."
	case imported == "plugin":
		return "Plugins cannot be loaded here. Remove import \"plugin\" and what needs it."
	case imported == "embed":
		return "Files cannot be embedded here. Put the text into a constant and remove import \"embed\"."
	case imported == "unsafe" && !everything:
		return "Package unsafe reaches round Go's types, and with them round the tests. Everything asked for can be done without it."
	case imported == r.Module || strings.HasPrefix(imported, r.Module+"/"):
		return ""
	case strings.HasPrefix(imported, "."):
		return fmt.Sprintf("Imports are written in full here: %s and what lies below it, not %q.", r.Module, imported)
	case imported == YAML && r.Process && !inTest:
		return fmt.Sprintf("%q is there for tests. Move what needs it to files that end in _test.go.", imported)
	case !r.Standard[imported], imported == YAML && !r.Process:
		return fmt.Sprintf("%q is neither in Go's standard library nor in this workspace. Only those can be imported here.", imported)
	case inTest || r.Process && everything || everything && imported != "testing":
		return ""
	case imported == "testing" || strings.HasPrefix(imported, "testing/"):
		return fmt.Sprintf("%q belongs into files that end in _test.go. Move what needs it there.", imported)
	case !r.allows(imported):
		return fmt.Sprintf("This exercise does not use %q. Files that are not tests may import: %s.", imported, strings.Join(r.Imports, ", "))
	}
	return ""
}

func (r Rules) allows(imported string) bool {
	for _, entry := range r.Imports {
		below, isTree := strings.CutSuffix(entry, "/*")
		if entry == imported || isTree && (imported == below || strings.HasPrefix(imported, below+"/")) {
			return true
		}
	}
	return false
}

// IsImportable says whether a package that comes with the compiler may be imported by a workspace.
func IsImportable(path string) bool {
	if path == "aguard" || path == "adeps" || strings.HasPrefix(path, "twohours/") || path == "runtime/cgo" || path == "runtime/race" || strings.HasPrefix(path, "vendor/") {
		return false
	}
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "internal" {
			return false
		}
	}
	return true
}
