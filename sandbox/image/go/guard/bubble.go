package aguard

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

// bubbleDeadlock says what package testing/synctest's panic is about, where value is one: the bubble's main goroutine has
// returned and others are blocked for good, or all of them are. It is no value that a program could make itself.
func bubbleDeadlock(value any) (about string, is bool) {
	err, isError := value.(error)
	if !isError {
		return "", false
	}
	kind := reflect.TypeOf(value)
	if kind.PkgPath() != "runtime" || kind.Name() != "synctestDeadlockError" {
		return "", false
	}
	what := "A bubble came to a stop, everybody in it waiting for ever"
	if strings.Contains(err.Error(), "main bubble goroutine has exited") {
		what = "Goroutines left behind in a bubble"
	}
	return fmt.Sprintf("%s (%v):\n\n%s\n", what, err, bubbledStacks()), true
}

// bubbledStacks shows the goroutines that are in a bubble.
func bubbledStacks() string {
	var inBubble []string
	for stack := range strings.SplitSeq(string(allStacks()), "\n\n") {
		header, _, _ := strings.Cut(stack, "\n")
		if strings.Contains(header, ", synctest bubble ") {
			inBubble = append(inBubble, stack)
		}
	}
	return strings.Join(inBubble, "\n\n")
}

func allStacks() []byte {
	stacks := make([]byte, 64<<10)
	return stacks[:runtime.Stack(stacks, true)]
}
