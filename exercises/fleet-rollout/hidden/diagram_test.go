package fleet_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// schedule makes the choices of a test: from FLEET_SEED, so that they can be made again, or from a new seed.
type schedule struct {
	*rand.Rand
	seed uint64
}

func newSchedule() *schedule {
	seed, err := strconv.ParseUint(os.Getenv("FLEET_SEED"), 10, 64)
	if err != nil {
		seed = rand.Uint64N(1_000_000)
	}
	return &schedule{rand.New(rand.NewPCG(seed, 0)), seed}
}

// broken fails the test, and shows what the store had seen by then.
func (c *schedule) broken(t *testing.T, events []event, format string, args ...any) {
	t.Helper()
	t.Errorf("%s\n\n%s\nTo run it with the same choices: FLEET_SEED=%d", fmt.Sprintf(format, args...), diagram(events), c.seed)
}

// arrow is one line of a diagram: what one node asked, and what came of it, perhaps several times.
type arrow struct {
	at          time.Duration
	node        int
	asks, comes string
	times       int
}

// diagram draws the last events as messages between two nodes and the store.
func diagram(events []event) string {
	nodes, lines := linesOf(events)
	for len(nodes) < 2 {
		nodes = append(nodes, "")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "      ms  %-28s     %-34s     %s\n", nodes[0], "store", strings.Join(nodes[1:], ", "))
	if most := 60; len(lines) > most {
		fmt.Fprintf(&b, "          (%d lines before these are left out)\n", len(lines)-most)
		lines = lines[len(lines)-most:]
	}
	for _, l := range lines {
		if l.times > 1 {
			l.asks += fmt.Sprintf(" (×%d)", l.times)
		}
		text := fmt.Sprintf("%-28s --> %s", l.asks, l.comes)
		switch {
		case l.node < 0:
			text = fmt.Sprintf("-- %s --", l.comes)
		case l.node > 1:
			l.asks = nodes[l.node] + ": " + l.asks
			fallthrough
		case l.node == 1:
			text = fmt.Sprintf("%-28s     %-34s <-- %s", "", l.comes, l.asks)
		}
		fmt.Fprintf(&b, "%8d  %s\n", l.at.Milliseconds(), text)
	}
	return b.String()
}

func linesOf(events []event) (nodes []string, lines []arrow) {
	for i, e := range events {
		asks, comes := e.words()
		if asks == "" && comes == "" || e.isPartOfAWrite(events[i+1:]) {
			continue
		}
		node := -1
		if e.node != "" {
			if node = slices.Index(nodes, e.node); node < 0 {
				node = len(nodes)
				nodes = append(nodes, e.node)
			}
		}
		// The same again is one line, also where two nodes do it in turn.
		isNew := true
		for n := len(lines) - 1; isNew && n >= 0 && n >= len(lines)-2; n-- {
			if l := &lines[n]; l.node == node && l.asks == asks && l.comes == comes {
				l.times++
				isNew = false
			}
		}
		if isNew {
			lines = append(lines, arrow{e.at, node, asks, comes, 1})
		}
	}
	return nodes, lines
}

// isPartOfAWrite says whether this is the beginning of a build that came to its end.
func (e event) isPartOfAWrite(later []event) bool {
	if e.what != "list" || e.status != 200 || e.note != "" {
		return false
	}
	for _, next := range later {
		if next.node == e.node && (next.what == "put" || next.what == "list" || next.note != "") {
			return next.wrote != nil
		}
	}
	return false
}

// words are what the node asks, and what comes of it. Both are empty for what a diagram can do without.
func (e event) words() (asks, comes string) {
	switch {
	case e.what == "":
		return "", e.note
	case e.what == "latest" && e.note == "":
		return "", ""
	case e.what == "read" && e.status == 200 && e.note == "":
		return "", ""
	case e.what == "list":
		asks = "begins a build"
	case e.what == "read":
		asks = "reads " + e.name
	case e.what == "put" && e.token == 0:
		asks = "writes, without a token"
	case e.what == "put":
		asks = fmt.Sprintf("writes, token %d", e.token)
	default:
		asks = e.what + "s the lease"
	}
	switch {
	case e.note == isGone:
		return asks, "the node has given this up"
	case e.note == isHeld:
		return asks, "(waits for its answer)"
	case e.status == 0:
		return asks, "(hangs up)"
	case e.wrote != nil:
		return asks, fmt.Sprintf("ACCEPTED, revision %d", e.wrote.Repositories[0].Revision)
	case e.isLease() && e.status == 200:
		return asks, fmt.Sprintf("200, token %d", e.token)
	}
	return asks, strconv.Itoa(e.status)
}
