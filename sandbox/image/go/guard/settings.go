package aguard

import (
	"math"
	"runtime"
	"runtime/debug"
)

// maxStack makes a runaway recursion end in Go's own words, well below the container's memory.
const maxStack = 32 << 20

// procs is how many threads run Go code at once, as the sandbox set it.
var procs = runtime.GOMAXPROCS(0)

// restoreRuntime makes every test begin with the same settings, whatever the one before it, or an init function, made of
// them.
func restoreRuntime() {
	if runtime.GOMAXPROCS(0) != procs {
		runtime.GOMAXPROCS(procs)
	}
	debug.SetMaxStack(maxStack)
	debug.SetMaxThreads(10_000)
	debug.SetGCPercent(100)
	debug.SetMemoryLimit(math.MaxInt64)
}
