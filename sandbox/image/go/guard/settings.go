package aguard

import (
	"flag"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
)

// maxStack makes a runaway recursion end in Go's own words, well below the container's memory.
const maxStack = 32 << 20

// As they were before any code of the candidate's ran.
var (
	procs                 = runtime.GOMAXPROCS(0)
	stdin, stdout, stderr = os.Stdin, os.Stdout, os.Stderr
)

// testFlags leave no test out, and none half done, whatever anybody has set since.
var testFlags = map[string]string{"run": "", "skip": "", "v": "true", "count": "1", "parallel": "1", "timeout": "0", "paniconexit0": "true",
	"failfast": "false", "shuffle": "off", "cpu": "", "list": "", "bench": "", "fuzz": "", "short": "false"}

func setTestFlags() {
	for name, value := range testFlags {
		if err := flag.Set("test."+name, value); err != nil {
			die("flags: " + err.Error())
		}
	}
}

// restore lets every test begin with the same process, whatever the one before it, or an init function, made of it.
func restore() {
	if runtime.GOMAXPROCS(0) != procs {
		runtime.GOMAXPROCS(procs)
	}
	debug.SetMaxStack(maxStack)
	debug.SetMaxThreads(10_000)
	debug.SetGCPercent(100)
	debug.SetMemoryLimit(math.MaxInt64)
	os.Args = []string{"hidden"}
	os.Stdin, os.Stdout, os.Stderr = stdin, stdout, stderr
	if !isProcess1 {
		os.Clearenv()
	}
	if err := syscall.Chdir("/tmp"); err != nil {
		die("no folder to work in")
	}
}
