// Package vet runs go vet's checks on packages that compiled, without the go command: one call of the tool per package.
package vet

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"twohours/image/build"
	"twohours/image/frame"
	"twohours/image/policy"
)

// unit is what vet is told about one package; the names are those of x/tools' unitchecker.
type unit struct {
	ID, Compiler, Dir, ImportPath, GoVersion string
	GoFiles                                  []string
	ImportMap, PackageFile                   map[string]string
	Standard                                 map[string]bool
	PackageVetx                              map[string]string
	VetxOutput                               string
}

// Run checks every package with its tests and returns the findings in the order of files and lines.
func Run(ctx context.Context, b *build.Builder) ([]frame.Diagnostic, error) {
	base := standardUnit(b)
	var found []frame.Diagnostic
	for _, p := range b.Workspace.InOrder() {
		archives, err := b.TestArchives(ctx, p)
		if err != nil {
			return nil, err
		}
		for path, file := range archives {
			base.PackageFile[path], base.ImportMap[path] = file, path
		}
		halves := []struct {
			path  string
			files []policy.File
		}{{p.ImportPath, slices.Concat(p.Files, p.InternalTests)}, {p.ImportPath + "_test", p.ExternalTests}}
		for _, half := range halves {
			if len(half.files) == 0 {
				continue
			}
			findings, err := check(ctx, b, base, half.path, half.files)
			if err != nil {
				return nil, err
			}
			found = append(found, findings...)
		}
	}
	slices.SortFunc(found, func(a, c frame.Diagnostic) int {
		if order := strings.Compare(a.Path, c.Path); order != 0 {
			return order
		}
		return a.Line - c.Line
	})
	return slices.Compact(found), nil
}

// standardUnit knows the standard library, and what vet found out about it when the image was made.
func standardUnit(b *build.Builder) unit {
	base := unit{Compiler: "gc", Dir: b.Source, GoVersion: "go" + b.Lang, ImportMap: map[string]string{"unsafe": "unsafe"},
		PackageFile: maps.Clone(b.Library.Archives), Standard: map[string]bool{}, PackageVetx: map[string]string{}}
	for path := range b.Library.Archives {
		base.ImportMap[path], base.Standard[path] = path, true
		facts := filepath.Join(b.Tools.Dir, "vetx", path+".vetx")
		if _, err := os.Stat(facts); err == nil {
			base.PackageVetx[path] = facts
		}
	}
	return base
}

func check(ctx context.Context, b *build.Builder, base unit, path string, files []policy.File) ([]frame.Diagnostic, error) {
	base.ID, base.ImportPath = path, path
	base.VetxOutput = filepath.Join(b.Work, strings.ReplaceAll(path, "/", "+")+".vetx")
	for _, file := range files {
		base.GoFiles = append(base.GoFiles, filepath.Join(b.Source, file.Path))
	}
	body, err := json.Marshal(base)
	if err != nil {
		return nil, err
	}
	config := base.VetxOutput + ".cfg"
	if err := os.WriteFile(config, body, 0o600); err != nil {
		return nil, err
	}
	out, err := b.Tools.Run(ctx, b.Source, "vet", "-json", config)
	if err != nil {
		return nil, err
	}
	base.PackageVetx[path] = base.VetxOutput
	return parse(b.Source, out)
}

var position = regexp.MustCompile(`^(.*):(\d+):(\d+)$`)

// parse reads {package: {analyzer: [{posn, message}] | {error}}}.
func parse(source, out string) ([]frame.Diagnostic, error) {
	var tree map[string]map[string]json.RawMessage
	if err := json.Unmarshal([]byte(out), &tree); err != nil {
		return nil, err
	}
	var found []frame.Diagnostic
	for _, analyzers := range tree {
		for analyzer, raw := range analyzers {
			var findings []struct{ Posn, Message string }
			if json.Unmarshal(raw, &findings) != nil {
				continue
			}
			for _, finding := range findings {
				d := frame.Diagnostic{Tool: "vet", Rule: analyzer, Message: finding.Message}
				if match := position.FindStringSubmatch(finding.Posn); match != nil {
					d.Path = strings.TrimPrefix(match[1], source+"/")
					d.Line, _ = strconv.Atoi(match[2])
					d.Column, _ = strconv.Atoi(match[3])
				}
				found = append(found, d)
			}
		}
	}
	return found, nil
}
