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

// The rollout simulator, part 6: a cluster that rolls the fleet from one version to the next as the Deployment says, and tells
// a load balancer, a little late, which pods are ready; and the client, who asks all the time, and counts what is lost.

// simulatedLag is how long it takes until the load balancer has heard of a pod that became ready, stopped being ready, or is
// to go. Kubernetes promises nothing here; up to 3 s are seen. A little less, so that waiting for 3 s is enough.
const simulatedLag = 2800 * time.Millisecond

type simulatedCluster struct {
	manifests *kubeManifests
	program   string
	store     *simulatedStore
	// zero is when the rollout began; times in timelines count from here.
	zero time.Time

	mu   sync.Mutex
	pods []*simulatedPod
	// endpoints is what has been true so far, the newest last; the load balancer sees what was true a lag ago.
	endpoints []simulatedEndpoints
}

type simulatedEndpoints struct {
	since time.Time
	pods  []*simulatedPod
}

// change does something to the state, and sees whether that changes the endpoints.
func (c *simulatedCluster) change(do func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	do()
	var now []*simulatedPod
	for _, p := range c.pods {
		if p.isReady && !p.isTerminating || c.manifests.Services[0].Spec.PublishNotReadyAddresses && p.process != nil {
			now = append(now, p)
		}
	}
	if last := len(c.endpoints) - 1; last < 0 || !slices.Equal(c.endpoints[last].pods, now) {
		c.endpoints = append(c.endpoints, simulatedEndpoints{time.Now(), now})
	}
}

// balanced is where the load balancer sends requests at the moment.
func (c *simulatedCluster) balanced() []*simulatedPod {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.manifests.serves() != nil {
		return nil
	}
	seen := time.Now().Add(-simulatedLag)
	for _, known := range slices.Backward(c.endpoints) {
		if !known.since.After(seen) {
			return known.pods
		}
	}
	return nil
}

// add makes a pod.
func (c *simulatedCluster) add(version string) {
	address, err := simulatedAddress()
	environment, _ := c.manifests.environment()
	c.mu.Lock()
	p := &simulatedPod{cluster: c, address: address, deleted: make(chan struct{}), gone: make(chan struct{}), output: &simulatedTail{},
		simulatedFate: simulatedFate{name: fmt.Sprintf("%s-%c", version, 'a'+len(c.of(version))), version: version}}
	if err != nil {
		p.note("%v", err)
	}
	var peers []string
	for _, other := range c.pods {
		if !other.isTerminating {
			peers = append(peers, "http://"+other.address)
		}
	}
	environment["NODE_ID"], environment["LISTEN"], environment["PEERS"] = p.name, address, strings.Join(peers, ",")
	environment["STORE_URL"] = c.store.url(version)
	for name, value := range environment {
		p.env = append(p.env, name+"="+value)
	}
	c.pods = append(c.pods, p)
	c.mu.Unlock()
	go p.run()
}

func (c *simulatedCluster) delete(p *simulatedPod) {
	c.change(func() {
		p.isTerminating, p.deletedAt = true, time.Now()
		p.note("is to go")
		close(p.deleted)
	})
}

// of gives all pods of a version, also those that are gone. The caller holds the mutex.
func (c *simulatedCluster) of(version string) []*simulatedPod {
	var all []*simulatedPod
	for _, p := range c.pods {
		if p.version == version {
			all = append(all, p)
		}
	}
	return all
}

// roll does one step towards a fleet of this version, as the Deployment controller does, and says whether it is there.
func (c *simulatedCluster) roll(version string) (isDone bool) {
	spec := c.manifests.Deployments[0].Spec
	surge, unavailable, _ := spec.surge()
	c.mu.Lock()
	var news, olds, going []*simulatedPod
	newReady, available := 0, 0
	for _, p := range c.pods {
		isAvailable := p.isReady && time.Since(p.readyAt) >= time.Duration(spec.MinReadySeconds)*time.Second
		switch {
		case p.isTerminating:
			if !simulatedIsClosed(p.gone) {
				going = append(going, p)
			}
			continue
		case p.version == version:
			news = append(news, p)
			if isAvailable {
				newReady++
			}
		default:
			olds = append(olds, p)
		}
		if isAvailable {
			available++
		}
	}
	c.mu.Unlock()
	if spec.Strategy.Type == "Recreate" && (len(olds) > 0 || len(going) > 0 && len(news) == 0) {
		for _, p := range olds {
			c.delete(p)
		}
		return false
	}
	// Those on their way out do not count: Kubernetes does not wait for them.
	for range min(kubeReplicas+surge-len(news)-len(olds), kubeReplicas-len(news)) {
		c.add(version)
	}
	least := kubeReplicas - unavailable
	removable := len(news) + len(olds) - least - (len(news) - newReady)
	// What serves nobody goes first.
	slices.SortStableFunc(olds, func(a, b *simulatedPod) int { return simulatedOrder(a.isReady) - simulatedOrder(b.isReady) })
	for _, p := range olds {
		if removable <= 0 || p.isReady && available <= least {
			break
		}
		if p.isReady {
			available--
		}
		removable--
		c.delete(p)
	}
	return newReady == kubeReplicas && len(olds) == 0 && len(going) == 0
}

// fates is what has become of all pods of a version until now.
func (c *simulatedCluster) fates(version string) []simulatedFate {
	var all []simulatedFate
	for _, p := range c.of(version) {
		fate := p.simulatedFate
		fate.timeline = slices.Clone(fate.timeline)
		all = append(all, fate)
	}
	return all
}

func simulatedOrder(isReady bool) int {
	if isReady {
		return 1
	}
	return 0
}

func simulatedIsClosed(done <-chan struct{}) bool {
	select {
	case <-done:
		return true
	default:
		return false
	}
}

// close ends whatever still runs.
func (c *simulatedCluster) close() {
	c.mu.Lock()
	pods := slices.Clone(c.pods)
	for _, p := range pods {
		if !p.isTerminating {
			p.isTerminating = true
			close(p.deleted)
		}
	}
	c.mu.Unlock()
	for _, p := range pods {
		for !simulatedIsClosed(p.gone) {
			c.mu.Lock()
			if p.process != nil {
				_ = p.process.Kill()
			}
			c.mu.Unlock()
			time.Sleep(5 * time.Millisecond)
		}
	}
}

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
