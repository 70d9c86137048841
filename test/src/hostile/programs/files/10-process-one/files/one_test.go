package sum

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestLookIntoProcessOne(t *testing.T) {
	for _, name := range []string{"mem", "environ", "maps", "smaps", "map_files", "fd", "fd/0", "fd/1", "fd/2", "fdinfo", "exe", "root", "cwd", "auxv", "stack", "syscall", "pagemap", "io", "personality",
		"task/1/mem", "task/1/fd/1", "root/init", "ns/mnt", "ns/pid"} {
		path := "/proc/1/" + name
		if _, err := os.ReadDir(path); err == nil {
			t.Errorf("%s can be listed", path)
		}
		file, err := os.Open(path)
		if err != nil {
			continue
		}
		// Some can be opened by anyone, and then give nothing.
		if n, _ := file.Read(make([]byte, 64)); n > 0 {
			t.Errorf("%s can be read", path)
		}
		file.Close()
	}
	// Whose name and state anybody may know.
	if _, err := os.ReadFile("/proc/1/status"); err != nil {
		t.Error(err)
	}
}

func TestChangeProcessOne(t *testing.T) {
	for _, name := range []string{"mem", "oom_score_adj", "oom_adj", "comm", "clear_refs", "coredump_filter", "timerslack_ns", "autogroup", "sched", "loginuid", "uid_map", "gid_map", "setgroups", "attr/current", "fd/1", "task/1/comm", "make-it-fail", "fail-nth"} {
		file, err := os.OpenFile("/proc/1/"+name, os.O_WRONLY, 0)
		if err != nil {
			continue
		}
		if _, err := file.WriteString("1\n"); err == nil {
			t.Errorf("/proc/1/%s can be written", name)
		}
		file.Close()
	}
	// Not even asked: the pipes that it speaks through are inherited, and lie here as 1 and 2.
	if err := syscall.Kill(1, 0); err != nil {
		t.Log("it cannot be signalled at all:", err)
	}
}

func TestOthers(t *testing.T) {
	numbers, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		t.Fatal(err)
	}
	// Process 1 and ourselves: neither the host's processes nor another container's.
	if len(numbers) != 2 {
		t.Error("there are", strings.Join(numbers, " "))
	}
}
