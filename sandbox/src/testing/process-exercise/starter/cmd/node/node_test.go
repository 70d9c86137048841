package main_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"zmod/sum/internal/peer"
)

// TestNode shows what a visible test can do: start the program itself.
func TestNode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "node")
	if dir := os.Getenv("TWOHOURS_BIN"); dir != "" {
		path = filepath.Join(dir, "node")
	} else if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	node := exec.Command(path, "a")
	stdout, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = node.Process.Kill(); _ = node.Wait() }()
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() {
		t.Fatal("no address")
	}
	if name, err := peer.Who(lines.Text(), time.Second); name != "a" || err != nil {
		t.Errorf("got %q, %v", name, err)
	}
}
