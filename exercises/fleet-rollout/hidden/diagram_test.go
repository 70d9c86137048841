package fleet_test

import (
	"fmt"
	"math/rand/v2"
	"os"
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

// broken fails the test, and shows what the store has seen.
func (c *schedule) broken(t *testing.T, s *fleetStore, format string, args ...any) {
	t.Helper()
	t.Errorf("%s\n\n%s\nTo run it with the same choices: FLEET_SEED=%d", fmt.Sprintf(format, args...), diagram(s.since(0)), c.seed)
}

// diagram draws the last events as messages between two nodes and the store.
func diagram(events []event) string {
	var nodes []string
	column := map[string]int{}
	type line struct {
		at          time.Duration
		node        int
		asks, comes string
		times       int
	}
	var lines []line
	for _, e := range events {
		asks, comes := e.words()
		if asks == "" && comes == "" {
			continue
		}
		node := -1
		if e.node != "" {
			if _, isKnown := column[e.node]; !isKnown {
				column[e.node] = len(nodes)
				nodes = append(nodes, e.node)
			}
			node = column[e.node]
		}
		if n := len(lines); n > 0 && lines[n-1].node == node && lines[n-1].asks == asks && lines[n-1].comes == comes {
			lines[n-1].times++
			continue
		}
		lines = append(lines, line{e.at, node, asks, comes, 1})
	}
	for len(nodes) < 2 {
		nodes = append(nodes, "")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "      ms  %-26s     %-34s     %s\n", nodes[0], "store", strings.Join(nodes[1:], ", "))
	if most := 70; len(lines) > most {
		fmt.Fprintf(&b, "          (%d lines before these are left out)\n", len(lines)-most)
		lines = lines[len(lines)-most:]
	}
	for _, l := range lines {
		if l.times > 1 {
			l.asks += fmt.Sprintf(" (×%d)", l.times)
		}
		text := ""
		switch {
		case l.node < 0:
			text = fmt.Sprintf("-- %s --", l.comes)
		case l.node == 0:
			text = fmt.Sprintf("%-26s --> %s", l.asks, l.comes)
		default:
			who := ""
			if l.node > 1 {
				who = nodes[l.node] + ": "
			}
			text = fmt.Sprintf("%-26s     %-34s <-- %s%s", "", l.comes, who, l.asks)
		}
		fmt.Fprintf(&b, "%8d  %s\n", l.at.Milliseconds(), strings.TrimRight(text, " "))
	}
	return b.String()
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
