package fleet_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// attempt starts a node with this environment, given as pairs; later pairs win.
func attempt(pairs ...[2]string) (*process, error) {
	values := map[string]string{}
	for _, pair := range pairs {
		values[pair[0]] = pair[1]
	}
	var env []string
	for name, value := range values {
		env = append(env, name+"="+value)
	}
	return start("node", env...)
}

// leastPairs is the least that a node has to be told, where nobody answers.
func leastPairs(address string) [][2]string {
	return [][2]string{{"NODE_ID", "node-a"}, {"LISTEN", address}, {"STORE_URL", "http://127.0.0.1:9"}, {"STORE_TOKEN", "open-sesame"}}
}

// refusalComplaint says what is wrong with how a node refuses this value, or "".
func refusalComplaint(name, value string) string {
	address, err := freeAddress()
	if err != nil {
		return err.Error()
	}
	p, err := attempt(append(leastPairs(address), [2]string{name, value})...)
	if err != nil {
		return err.Error()
	}
	defer p.kill()
	what := fmt.Sprintf("B1: with %s=%q", name, value)
	n := &runningNode{p, "node-a", address}
	serves := false
	// On a busy machine it may take longer than two seconds; whoever serves by then has taken the value.
	if !waitFor(within, func() bool { status, _ := n.get("/livez"); serves = status != 0; return serves || p.hasEnded() }) || serves {
		return what + " the node does not end"
	}
	if code := p.cmd.ProcessState.ExitCode(); code <= 0 {
		return fmt.Sprintf("%s it ends with %v", what, p.cmd.ProcessState)
	}
	said := p.stderr.String()
	if strings.Count(said, "\n") != 1 || !strings.HasSuffix(said, "\n") {
		return fmt.Sprintf("%s it does not say one line on stderr but %q", what, said)
	}
	if !strings.Contains(said, name) {
		return fmt.Sprintf("%s it says %q, which does not name the variable", what, said)
	}
	if rest := strings.ReplaceAll(strings.ReplaceAll(said, name, ""), value, ""); value != "" && len(strings.Fields(rest)) < 2 {
		return fmt.Sprintf("%s it says %q, which gives no reason", what, said)
	}
	return ""
}

func TestBadValuesAreRefused(t *testing.T) {
	if _, err := program("node"); err != nil {
		t.Fatal(err)
	}
	bad := [][2]string{
		{"NODE_ID", ""}, {"NODE_ID", "Node-A"}, {"NODE_ID", "node_a"}, {"NODE_ID", "node a"}, {"NODE_ID", "knöte"}, {"NODE_ID", "node\nb"},
		{"LISTEN", "8080"}, {"LISTEN", "localhost"}, {"LISTEN", ":70000"}, {"LISTEN", "127.0.0.1:x"}, {"LISTEN", ":-1"},
		{"STORE_URL", ""}, {"STORE_URL", "store:9000"}, {"STORE_URL", "ftp://store"}, {"STORE_URL", "http://"}, {"STORE_URL", "/store"},
		{"STORE_TOKEN", ""}, {"STORE_TOKEN", "two words"}, {"STORE_TOKEN", "two\nlines"},
		{"PEERS", "node-b:8080"}, {"PEERS", "http://b:1,ftp://c:1"}, {"PEERS", "http://b:1,c"},
		{"LEASE_TTL", "10"}, {"LEASE_TTL", "ten"}, {"LEASE_TTL", "499ms"}, {"LEASE_TTL", "5m1ms"}, {"LEASE_TTL", "-10s"},
		{interval, "5"}, {interval, "9ms"}, {interval, "61m"}, {interval, "-1s"},
		{"DRAIN_DELAY", "1"}, {"DRAIN_DELAY", "-1s"}, {"DRAIN_DELAY", "60001ms"},
		{shutdown, "soon"}, {shutdown, "99ms"}, {shutdown, "11m"},
	}
	const together = 6
	for len(bad) > 0 && !t.Failed() {
		var asked sync.WaitGroup
		for _, pair := range bad[:min(together, len(bad))] {
			asked.Go(func() {
				if complaint := refusalComplaint(pair[0], pair[1]); complaint != "" {
					t.Error(complaint)
				}
			})
		}
		asked.Wait()
		bad = bad[min(together, len(bad)):]
	}
}

func TestGoodValuesAreTaken(t *testing.T) {
	s := newFleetStore()
	t.Cleanup(s.close)
	for _, good := range [][]string{
		{"LEASE_TTL=500ms", interval + "=10ms", "DRAIN_DELAY=60s", shutdown + "=100ms", "PEERS="},
		{"LEASE_TTL=5m", interval + "=1h", "DRAIN_DELAY=0", shutdown + "=10m", "PEERS=http://127.0.0.1:9,https://node-c.fleet:8080"},
		{"LEASE_TTL=", interval + "=", "DRAIN_DELAY=", shutdown + "="},
	} {
		n := startNode(t, s, "7-a", good...)
		isUp := waitFor(10*time.Second, func() bool { status, _ := n.get("/livez"); return status != 0 || n.hasEnded() })
		if !isUp || n.hasEnded() {
			t.Errorf("B2: with %s the node is not there: %s", strings.Join(good, " "), n.stderr)
		}
		n.kill()
	}
}

func TestSecretIsNotPrinted(t *testing.T) {
	s := newFleetStore()
	t.Cleanup(s.close)
	check := func(when string, p *process, secret string) {
		t.Helper()
		if said := p.stdout.String() + p.stderr.String(); strings.Contains(said, secret) {
			t.Errorf("B3: %s, and the secret is printed", when)
		}
	}
	n := startNode(t, s, "node-a")
	if s.find(0, within, wrote("node-a")) < 0 {
		t.Error("B3: the node does not build")
	}
	s.close()
	time.Sleep(ttl / 10)
	check("a node works, and then has no store", n.process, s.secret)
	for _, pair := range [][2]string{{"STORE_TOKEN", "sesame street"}, {"LEASE_TTL", "sesame"}} {
		secret := "open-sesame"
		if pair[0] == "STORE_TOKEN" {
			secret = "sesame"
		}
		p, err := attempt(append(leastPairs("127.0.0.1:1"), pair)...)
		if err != nil {
			t.Fatal(err)
		}
		p.endsWithin(2 * time.Second)
		p.kill()
		check("the node is told "+pair[0]+"="+pair[1], p, secret)
	}
}
