package sum_test

import (
	"os"
	"path/filepath"
	"testing"

	"gopkg.in/yaml.v3"
)

// workspace is where the candidate's files are: as on one's own machine, where nobody says so.
func workspace() string {
	if dir := os.Getenv("TWOHOURS_SRC"); dir != "" {
		return dir
	}
	return "."
}

func TestManifest(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(workspace(), "deploy/node.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct{ Replicas int }
	if err := yaml.Unmarshal(text, &manifest); err != nil || manifest.Replicas != 3 {
		t.Errorf("got %v, %v", manifest, err)
	}
}

// TestNoSources looks for what is a program's to show, not its text's.
func TestNoSources(t *testing.T) {
	for _, pattern := range []string{"*.go", "*/*/*.go"} {
		if found, err := filepath.Glob(filepath.Join(workspace(), pattern)); err != nil || len(found) > 0 {
			t.Errorf("there are %v, %v", found, err)
		}
	}
}
