package aguard

import (
	"flag"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"testing"
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

// defineFlags sets the flags of package testing where nobody else has them: it looks at some whenever a subtest begins, and
// with -test.failfast, after a first failure, it would begin none and call that a pass.
func defineFlags() {
	public := flag.CommandLine
	flag.CommandLine = flag.NewFlagSet("hidden", flag.ExitOnError)
	testing.Init()
	for name, value := range testFlags {
		if err := flag.Set("test."+name, value); err != nil {
			die("flags: " + err.Error())
		}
	}
	flag.CommandLine = public
	if err := public.Parse(nil); err != nil {
		die("flags: " + err.Error())
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
	if len(os.Args) != 1 || os.Args[0] != "hidden" {
		os.Args = []string{"hidden"}
	}
	// Only what was changed: who prints in a goroutine that an earlier test left behind would race with us.
	put(&os.Stdin, stdin)
	put(&os.Stdout, stdout)
	put(&os.Stderr, stderr)
	if !isProcess1 {
		os.Clearenv()
	}
	if err := syscall.Chdir("/tmp"); err != nil {
		die("no folder to work in")
	}
}

func put(variable **os.File, was *os.File) {
	if *variable != was {
		*variable = was
	}
}
