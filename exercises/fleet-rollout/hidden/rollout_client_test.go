package fleet_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// The rollout simulator, part 8: the client, who asks all the time, and counts what is lost.

const (
	simulatedPace     = 10 * time.Millisecond
	simulatedSlowPace = 250 * time.Millisecond
	// simulatedSlow is how long a slow request takes, and simulatedPatience how much longer the client waits for any.
	simulatedSlow     = 4 * time.Second
	simulatedPatience = 5 * time.Second
)

// simulatedClient sends a request every 10 ms, each on a connection of its own, to the ready pods in turn; and besides every
// 250 ms one that takes 4 s.
type simulatedClient struct {
	cluster *simulatedCluster
	// enough is closed when no slow request is to be sent any more, stop when none at all.
	enough, stop chan struct{}
	stopped      sync.WaitGroup

	mu         sync.Mutex
	turn       int
	fast, slow simulatedCount
}

// simulatedCount is what became of requests of one kind.
type simulatedCount struct {
	sent int
	// lost counts those without a whole answer 200, by what happened.
	lost map[string]int
	// examples has the first of each.
	examples []string
}

func (n *simulatedCount) lostInAll() int {
	sum := 0
	for _, lost := range n.lost {
		sum += lost
	}
	return sum
}

// cut is how many had been sent to a pod, and were not answered.
func (n *simulatedCount) cut() int {
	sum := 0
	for what, lost := range n.lost {
		if strings.HasPrefix(what, "cut") || strings.HasPrefix(what, "not answered") {
			sum += lost
		}
	}
	return sum
}

// String is such as "lost 37 of 900: 21 refused after SIGTERM, 16 cut mid-answer".
func (n *simulatedCount) String() string {
	if len(n.lost) == 0 {
		return fmt.Sprintf("lost none of %d", n.sent)
	}
	var parts []string
	for _, what := range slices.SortedFunc(maps.Keys(n.lost), func(a, b string) int { return n.lost[b] - n.lost[a] }) {
		parts = append(parts, fmt.Sprintf("%d %s", n.lost[what], what))
	}
	return fmt.Sprintf("lost %d of %d: %s", n.lostInAll(), n.sent, strings.Join(parts, ", "))
}

func simulatedClientOf(c *simulatedCluster) *simulatedClient {
	client := &simulatedClient{cluster: c, enough: make(chan struct{}), stop: make(chan struct{}),
		fast: simulatedCount{lost: map[string]int{}}, slow: simulatedCount{lost: map[string]int{}}}
	client.every(simulatedPace, client.stop, &client.fast, "", simulatedPatience)
	client.every(simulatedSlowPace, client.enough, &client.slow, "&slow="+simulatedSlow.String(), simulatedSlow+simulatedPatience)
	return client
}

func (client *simulatedClient) every(pace time.Duration, stop <-chan struct{}, count *simulatedCount, more string, patience time.Duration) {
	client.stopped.Go(func() {
		ticker := time.NewTicker(pace)
		defer ticker.Stop()
		for {
			select {
			case <-stop:
				return
			case <-ticker.C:
				client.stopped.Go(func() { client.send(count, more, patience) })
			}
		}
	})
}

// finish sends nothing more, and waits for what is on its way.
func (client *simulatedClient) finish() {
	client.sendNoMoreSlow()
	close(client.stop)
	client.stopped.Wait()
}

func (client *simulatedClient) sendNoMoreSlow() {
	if !simulatedIsClosed(client.enough) {
		close(client.enough)
	}
}

func (client *simulatedClient) send(count *simulatedCount, more string, patience time.Duration) {
	pods := client.cluster.balanced()
	client.mu.Lock()
	client.turn++
	turn := client.turn
	client.mu.Unlock()
	sentAt := time.Now()
	what, to := "without any endpoint", "nobody"
	if len(pods) > 0 {
		p := pods[turn%len(pods)]
		to = p.name
		what = p.search(more, patience)
	}
	client.mu.Lock()
	defer client.mu.Unlock()
	count.sent++
	if what == "" {
		return
	}
	if count.lost[what] == 0 {
		zero := client.cluster.zero
		count.examples = append(count.examples, fmt.Sprintf("%5.1f sent to %s, at %.1f %s", sentAt.Sub(zero).Seconds(), to, time.Since(zero).Seconds(), what))
	}
	count.lost[what]++
}

var simulatedConnections = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

// search sends a request, and says how it was lost, or nothing where it was answered.
func (p *simulatedPod) search(more string, patience time.Duration) string {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.address+"/search?q=fleet"+more, nil)
	if err != nil {
		return err.Error()
	}
	response, err := simulatedConnections.Do(request)
	if err != nil {
		return p.why(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	switch {
	case err != nil:
		return p.why(err)
	case response.StatusCode != http.StatusOK:
		return fmt.Sprintf("answered %d", response.StatusCode)
	case !json.Valid(body):
		return "answered without JSON"
	}
	return ""
}

func (p *simulatedPod) why(err error) string {
	p.cluster.mu.Lock()
	defer p.cluster.mu.Unlock()
	when := ""
	switch {
	case !p.killedAt.IsZero():
		when = " after SIGKILL"
	case !p.terminatedAt.IsZero():
		when = " after SIGTERM"
	case p.process == nil:
		when = " where nothing runs any more"
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "not answered in time" + when
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused" + when
	}
	return "cut mid-answer" + when
}
