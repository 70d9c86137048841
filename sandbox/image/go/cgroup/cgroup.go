// Package cgroup reads what the kernel counted in this container, under cgroup v2 or v1. Only a process inside can: under
// v1 nobody knows afterwards that processes ran out.
package cgroup

import (
	"fmt"
	"os"
	"strings"
)

// Counts is how often the cgroup refused, since the container was made.
type Counts struct {
	// OutOfMemory counts processes that were killed for want of memory, OutOfProcesses processes and threads that were
	// not started.
	OutOfMemory, OutOfProcesses int
}

// Read reads the counters; one that cannot be read counts nothing.
func Read() Counts {
	return Counts{
		OutOfMemory:    counter("oom_kill", "/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"),
		OutOfProcesses: counter("max", "/sys/fs/cgroup/pids.events", "/sys/fs/cgroup/pids/pids.events"),
	}
}

// Since is what was added to before.
func (c Counts) Since(before Counts) Counts {
	return Counts{OutOfMemory: c.OutOfMemory - before.OutOfMemory, OutOfProcesses: c.OutOfProcesses - before.OutOfProcesses}
}

// counter takes the first of the files that there is.
func counter(name string, files ...string) int {
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			var n int
			if _, err := fmt.Sscanf(line, name+" %d", &n); err == nil {
				return n
			}
		}
		return 0
	}
	return 0
}
