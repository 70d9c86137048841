package fedsearch_test

import (
	"regexp"
	"runtime"
	"strings"
)

// goroutine is one entry of a stack dump.
type goroutine struct {
	id, state, stack string
}

var goroutineHead = regexp.MustCompile(`^goroutine (\d+)(?: [^\[]*)? \[([^\]]*)\]:`)

func goroutines() []goroutine {
	dump := make([]byte, 1<<20)
	for {
		n := runtime.Stack(dump, true)
		if n < len(dump) {
			dump = dump[:n]
			break
		}
		dump = make([]byte, 2*len(dump))
	}
	var all []goroutine
	for stack := range strings.SplitSeq(string(dump), "\n\n") {
		if head := goroutineHead.FindStringSubmatch(stack); head != nil {
			all = append(all, goroutine{id: head[1], state: head[2], stack: stack})
		}
	}
	return all
}

// ownStack is the calling goroutine.
func ownStack() goroutine {
	stack := make([]byte, 16<<10)
	stack = stack[:runtime.Stack(stack, false)]
	head := goroutineHead.FindStringSubmatch(string(stack))
	return goroutine{id: head[1], state: head[2], stack: string(stack)}
}

// bubbleOf is the bubble that a goroutine belongs to, such as "synctest bubble 7".
func bubbleOf(g goroutine) string {
	if i := strings.Index(g.state, "synctest bubble "); i >= 0 {
		return g.state[i:]
	}
	return ""
}

// isOfSolution reports whether a goroutine was started by the solution, or is inside it now.
func (g goroutine) isOfSolution() bool {
	return strings.Contains(g.stack, "zmod/fedsearch.") || strings.Contains(g.stack, "zmod/fedsearch/")
}

// isInHost reports whether a goroutine is inside a host's Search.
func (g goroutine) isInHost() bool {
	return strings.Contains(g.stack, "fedsearch_test.(*host).Search(")
}

func (g goroutine) isRunning() bool {
	return strings.HasPrefix(g.state, "running") || strings.HasPrefix(g.state, "runnable")
}

// short is the beginning of the stack.
func (g goroutine) short() string {
	lines := strings.SplitN(g.stack, "\n", 16)
	return strings.Join(lines[:min(len(lines), 15)], "\n")
}

// goroutines are those of the solution in this lab.
func (l *lab) goroutines() []goroutine {
	var own []goroutine
	for _, g := range goroutines() {
		if g.isOfSolution() && bubbleOf(g) == l.bubble && !l.older[g.id] {
			own = append(own, g)
		}
	}
	return own
}

// isBlocked reports whether the bubble is at a stop: nobody in it runs, and somebody waits for what is not time.
func (l *lab) isBlocked() bool {
	blocked := false
	for _, g := range goroutines() {
		if bubbleOf(g) != l.bubble {
			continue
		}
		if g.isRunning() {
			return false
		}
		blocked = blocked || !strings.Contains(g.state, "durable")
	}
	return blocked
}

// leftRunning are goroutines of the solution that are not inside a host. It waits for them to end, but lets no time
// pass in a bubble.
func (l *lab) leftRunning() []goroutine {
	var left []goroutine
	l.eventually(func() bool {
		left = nil
		for _, g := range l.goroutines() {
			if !g.isInHost() {
				left = append(left, g)
			}
		}
		return len(left) == 0
	})
	return left
}
