package policy

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"testing"
)

var rules = Rules{
	Module: "zmod/sum", Package: "sum",
	Imports:  []string{"fmt", "io", "net/http", "runtime", "runtime/debug", "sync/*", "container/*"},
	Standard: map[string]bool{"unsafe": true, "fmt": true, "io": true, "net/http": true, "runtime": true, "runtime/debug": true, "sync": true, "sync/atomic": true, "container/heap": true, "os": true, "os/exec": true, "testing": true, "testing/synctest": true, "embed": true, "plugin": true, "internal/race": false, YAML: true, "aguard": IsImportable("aguard")},
}

// judge gives what was refused as "rule path:line:column", and syntax errors as "broken path:line:column".
func judge(rules Rules, withTests bool, files map[string]string) []string {
	content := map[string][]byte{}
	for path, text := range files {
		content[path] = []byte(text)
	}
	verdict := Check(token.NewFileSet(), rules, content, withTests)
	var found []string
	for _, d := range verdict.Refused {
		found = append(found, fmt.Sprintf("%s %s:%d:%d", d.Rule, d.Path, d.Line, d.Column))
	}
	for _, d := range verdict.Broken {
		found = append(found, fmt.Sprintf("broken %s:%d:%d", d.Path, d.Line, d.Column))
	}
	return found
}

func TestOneFile(t *testing.T) {
	cases := []struct{ name, path, text, want string }{
		{"an allowed import", "a.go", "package sum\nimport \"fmt\"\n", ""},
		{"below a tree", "a.go", "package sum\nimport \"sync/atomic\"\n", ""},
		{"the root of a tree", "a.go", "package sum\nimport \"sync\"\n", ""},
		{"a blank import on the list", "a.go", "package sum\nimport _ \"fmt\"\n", ""},
		{"an import off the list", "a.go", "package sum\nimport \"os/exec\"\n", "import a.go:2:8"},
		{"a blank import off the list", "a.go", "package sum\nimport _ \"os\"\n", "import a.go:2:10"},
		{"a dot import off the list", "a.go", "package sum\nimport . \"os\"\n", "import a.go:2:10"},
		{"unsafe", "a.go", "package sum\nimport \"unsafe\"\n", "import a.go:2:8"},
		{"unsafe in a test", "a_test.go", "package sum\nimport \"unsafe\"\n", "import a_test.go:2:8"},
		{"cgo", "a.go", "package sum\nimport \"C\"\n", "import a.go:2:8"},
		{"embed", "a_test.go", "package sum\nimport _ \"embed\"\n", "import a_test.go:2:10"},
		{"plugin", "a_test.go", "package sum\nimport \"plugin\"\n", "import a_test.go:2:8"},
		{"testing outside tests", "a.go", "package sum\nimport \"testing\"\n", "import a.go:2:8"},
		{"synctest outside tests", "a.go", "package sum\nimport \"testing/synctest\"\n", "import a.go:2:8"},
		{"testing and os in tests", "a_test.go", "package sum_test\nimport (\"testing\"; \"os\")\n", ""},
		{"an internal package in tests", "a_test.go", "package sum_test\nimport \"internal/race\"\n", "import a_test.go:2:8"},
		{"the workspace's own", "a.go", "package sum\nimport \"zmod/sum/inner\"\n", ""},
		{"the guard in a test", "a_test.go", "package sum\nimport \"aguard\"\n", "import a_test.go:2:8"},
		{"another module", "a.go", "package sum\nimport \"github.com/x/y\"\n", "import a.go:2:8"},
		{"YAML", "a.go", "package sum\nimport \"gopkg.in/yaml.v3\"\n", "import a.go:2:8"},
		{"YAML in a test", "a_test.go", "package sum\nimport \"gopkg.in/yaml.v3\"\n", "import a_test.go:2:8"},
		{"a module that begins alike", "a.go", "package sum\nimport \"zmod/summary\"\n", "import a.go:2:8"},
		{"a relative import", "a.go", "package sum\nimport \"./inner\"\n", "import a.go:2:8"},
		{"norace", "a.go", "package sum\n\n//go:norace\nfunc f() {}\n", "directive a.go:3:1"},
		{"linkname", "a.go", "package sum\n//go:linkname f g\n", "directive a.go:2:1"},
		{"a directive within a function", "a.go", "package sum\nfunc f() {\n\t//go:noinline\n}\n", "directive a.go:3:2"},
		{"debug", "a.go", "//go:debug panicnil=1\npackage sum\n", "directive a.go:1:1"},
		{"a build constraint", "a.go", "//go:build !race\n\npackage sum\n", "build-constraint a.go:1:1"},
		{"an old build constraint", "a.go", "// +build !race\n\npackage sum\n", "build-constraint a.go:1:1"},
		{"a line directive", "a.go", "package sum\n//line hidden_test.go:1\nfunc f() {}\n", "directive a.go:2:1"},
		{"a line directive in the middle", "a.go", "package sum\nfunc f() { /*line x.go:1:1*/ }\n", "directive a.go:2:12"},
		{"a line directive does not move what follows", "a.go", "package sum\n//line b.go:100\n//go:norace\nfunc f() {}\n", "directive a.go:2:1 directive a.go:3:1"},
		{"directives inside strings are text", "a.go", "package sum\nconst s = \"//go:norace\"\nconst r = `\n//line x:1\n`\n", ""},
		{"a comment that looks alike", "a.go", "package sum\n// go:norace is not used here\n", ""},
		{"export", "a.go", "package sum\n//export f\nfunc f() {}\n", "directive a.go:2:1"},
		{"a wrong package", "a.go", "package main\n", "package-clause a.go:1:9"},
		{"a test of a wrong package", "a_test.go", "package other_test\n", "package-clause a_test.go:1:9"},
		{"a file without a word", "a.go", "", "broken a.go:1:1"},
		{"a package clause that is none", "a.go", "pakage sum\n", "broken a.go:1:1"},
		{"deeper than our parser goes", "a.go", "package sum\nvar x = " + strings.Repeat("f(", 60_000), "broken a.go:2:100009"},
		{"an external test as if it were none", "a.go", "package sum_test\n", "package-clause a.go:1:9"},
		{"a folder chooses its own name", "inner/a.go", "package whatever\n", ""},
		{"another system's file", "a_windows.go", "package sum\n", "file-name a_windows.go:0:0"},
		{"another machine's file", "a_s390x.go", "package sum\n", "file-name a_s390x.go:0:0"},
		{"a file with an underscore", "_a.go", "package sum\n", "file-name _a.go:0:0"},
		{"assembly", "a.s", "TEXT ·f(SB),0,$0\n", "file-kind a.s:0:0"},
		{"assembly in capitals", "a.S", "", "file-kind a.S:0:0"},
		{"an object file", "a.syso", "", "file-kind a.syso:0:0"},
		{"assembly in testdata is data", "testdata/a.s", "", ""},
		{"notes", "NOTES.md", "//go:norace\x00", ""},
		{"a NUL", "a.go", "package sum\nvar s = \"\x00\"\n", "encoding a.go:2:10"},
		{"not UTF-8", "a.go", "package sum\n// \xff\n", "encoding a.go:2:4"},
		{"a variable of another package", "a.go", "package sum\nimport \"io\"\nfunc f() { io.EOF = nil }\n", "variable a.go:3:12"},
		{"one of several", "a.go", "package sum\nimport (\"io\"; \"fmt\")\nfunc f() (err error) { err, io.EOF = nil, fmt.Errorf(\"\"); return }\n", "variable a.go:3:29"},
		{"under another name", "a.go", "package sum\nimport i \"io\"\nfunc f() { (i.EOF) = nil }\n", "variable a.go:3:12"},
		{"by its address", "a.go", "package sum\nimport \"io\"\nvar p = &io.EOF\n", "variable a.go:3:10"},
		{"by a loop", "a.go", "package sum\nimport \"io\"\nfunc f() { for _, io.EOF = range []error{nil} {} }\n", "variable a.go:3:19"},
		{"by a select", "a.go", "package sum\nimport \"io\"\nfunc f(c chan error) { select { case io.EOF = <-c: } }\n", "variable a.go:3:38"},
		{"a field of one", "a.go", "package sum\nimport \"net/http\"\nfunc f() { http.DefaultClient.Timeout++ }\n", "variable a.go:3:12"},
		{"a field of what one is", "a.go", "package sum\nimport \"net/http\"\nfunc f() { http.DefaultTransport.(*http.Transport).Proxy = nil }\n", "variable a.go:3:12"},
		{"an element of one", "a.go", "package sum\nimport \"os\"\nfunc f() { os.Args[0] = \"\" }\n", "import a.go:2:8 variable a.go:3:12"},
		{"a dot import on the list", "a.go", "package sum\nimport . \"fmt\"\n", "import a.go:2:10"},
		{"a variable that is called as a package is", "a.go", "package sum\nimport \"io\"\nfunc f(io struct{ EOF error }) { io.EOF = nil; _ = &io.EOF }\n", ""},
		{"a composite literal's address", "a.go", "package sum\nimport \"net/http\"\nvar c = &http.Client{}\nfunc f() { c.Timeout = 1 }\n", ""},
		{"a variable of the workspace's own", "a.go", "package sum\nimport \"zmod/sum/inner\"\nfunc f() { inner.X = 1; _ = &inner.X }\n", ""},
		{"in a test", "a_test.go", "package sum\nimport \"io\"\nfunc f() { io.EOF = nil }\n", ""},
		{"Goexit", "a.go", "package sum\nimport \"runtime\"\nvar f = runtime.Goexit\n", "name a.go:3:9"},
		{"the race detector's own", "a.go", "package sum\nimport \"runtime\"\nfunc f() { runtime.RaceDisable(); runtime.GC() }\n", "name a.go:3:12"},
		{"a heap dump", "a.go", "package sum\nimport d \"runtime/debug\"\nfunc f() { d.WriteHeapDump(2); d.Stack() }\n", "name a.go:3:12"},
		{"what reads any memory", "a.go", "package sum\nimport \"runtime\"\ntype f struct{ runtime.Func }\nvar g = runtime.CallersFrames\n", "name a.go:3:16 name a.go:4:9"},
		{"what listens to the last words", "a.go", "package sum\nimport \"runtime/debug\"\nvar f, g = debug.SetCrashOutput, debug.SetPanicOnFault\n", "name a.go:3:12 name a.go:3:34"},
		{"a syntax error", "a.go", "package sum\nfunc {\n", "broken a.go:2:6"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(judge(rules, true, map[string]string{c.path: c.text}), " "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestGradingsLeaveTestFilesOut(t *testing.T) {
	files := map[string]string{"a.go": "package sum\n", "a_test.go": "package nonsense\nimport \"C\"\n", "b_test.go": "not Go"}
	if got := judge(rules, false, files); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestProcessExercisesMayImportAllButCgoPluginAndEmbed(t *testing.T) {
	everything := rules
	everything.Imports, everything.Process = []string{"*"}, true
	files := map[string]string{"a.go": "package sum\nimport (\n\"os/exec\"\n\"unsafe\"\n\"C\"\n\"plugin\"\n\"embed\"\n\"testing\"\n\"internal/race\"\n\"aguard\"\n)\n"}
	want := []string{"import a.go:5:1", "import a.go:6:1", "import a.go:7:1", "import a.go:9:1", "import a.go:10:1"}
	if got := judge(everything, true, files); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestProcessExercisesReadYAMLInTestsAlone(t *testing.T) {
	process := rules
	process.Process, process.Imports = true, []string{"*"}
	text := "package sum\nimport \"gopkg.in/yaml.v3\"\n"
	files := map[string]string{"a.go": text, "a_test.go": text, "b_test.go": "package sum_test\nimport \"gopkg.in/yaml.v2\"\n"}
	want := []string{"import a.go:2:8", "import b_test.go:2:8"}
	if got := judge(process, true, files); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestProcessExercisesHavePackageMainInCmd(t *testing.T) {
	process := rules
	process.Process, process.Imports = true, []string{"*"}
	cases := []struct{ name, path, text, want string }{
		{"a program", "cmd/node/main.go", "package main\n", ""},
		{"its tests", "cmd/node/main_test.go", "package main_test\n", ""},
		{"no program", "cmd/node/main.go", "package node\n", "package-clause cmd/node/main.go:1:9"},
		{"a name that is no program's", "cmd/.../main.go", "package main\n", ""},
		{"a name with a space", "cmd/a b/main.go", "package main\n", "file-name cmd/a b/main.go:0:0"},
		{"below a program", "cmd/node/disk/disk.go", "package disk\n", ""},
		{"beside programs", "cmd/internal/flags.go", "package flags\n", ""},
		{"any name at the root", "a.go", "package whatever\n", ""},
		{"what shares a process with no test", "a.go", "package sum\nimport (\"io\"; \"runtime\")\nfunc f() { io.EOF = nil; runtime.Goexit() }\n", ""},
		{"instructions to the compiler", "cmd/node/main.go", "//go:build linux\n\npackage main\n", "build-constraint cmd/node/main.go:1:1"},
	}
	for _, c := range cases {
		if got := strings.Join(judge(process, true, map[string]string{c.path: c.text}), " "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEverySentenceSaysWhatToDo(t *testing.T) {
	process := rules
	process.Process, process.Imports = true, []string{"*"}
	for imported, rules := range map[string]Rules{"C": rules, "plugin": rules, "embed": rules, "unsafe": rules, "./x": rules, "nowhere": rules, "testing": rules, "os": rules, YAML: process} {
		if sentence := rules.complaint(imported, false); len(sentence) < 40 || !strings.HasSuffix(sentence, ".") {
			t.Errorf("%s: %q", imported, sentence)
		}
	}
}
