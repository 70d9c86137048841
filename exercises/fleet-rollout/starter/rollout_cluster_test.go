package fleet_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// The rollout simulator, part 7: a cluster that rolls the fleet from one version to the next as the Deployment says, and tells
// a load balancer, a little late, which pods are ready.

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
