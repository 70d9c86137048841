package fleet_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// The rollout simulator, part 9: two rollouts, recorded for the tests to look at. They run once, side by side, in some 15 s; and
// the store that they need.

const (
	simulatedOld = "old"
	// simulatedNew is a version that is all right, and simulatedNever one that never gets ready.
	simulatedNew   = "new"
	simulatedNever = "never"
)

const (
	// simulatedStart is how long the old fleet may take to be ready, and simulatedLimit a rollout, see D6.
	simulatedStart = 12 * time.Second
	simulatedLimit = 30 * time.Second
	// simulatedWatch is how long we look on while a version does not get ready.
	simulatedWatch = 8 * time.Second
)

// simulatedRecord is what there was to see of one rollout.
type simulatedRecord struct {
	manifests *kubeManifests
	// problem is why there was no rollout at all.
	problem    string
	fast, slow simulatedCount
	old, new   []simulatedFate
	// isDone says that the rollout came to its end, after took.
	isDone bool
	took   time.Duration
	// loading is what the new pods' probes were answered while they had no snapshot.
	loading map[string]error
}

// simulatedRollouts are to a version that is all right, and to one that never gets ready.
var simulatedRollouts = sync.OnceValue(func() (records struct{ good, stuck *simulatedRecord }) {
	folder, err := os.MkdirTemp("", "rollout")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	program := filepath.Join(os.Getenv("TWOHOURS_BIN"), "node")
	if os.Getenv("TWOHOURS_BIN") == "" {
		program = filepath.Join(folder, "node")
		if output, err := exec.Command("go", "build", "-o", program, "./cmd/node").CombinedOutput(); err != nil {
			problem := &simulatedRecord{manifests: kubeRead(), problem: fmt.Sprintf("cmd/node does not compile: %v\n%s", err, output)}
			records.good, records.stuck = problem, problem
			return records
		}
	}
	var both sync.WaitGroup
	both.Go(func() { records.good = simulate(program, simulatedNew) })
	both.Go(func() { records.stuck = simulate(program, simulatedNever) })
	both.Wait()
	return records
})

// simulate rolls a fleet from the old version to this one.
func simulate(program, version string) *simulatedRecord {
	r := &simulatedRecord{manifests: kubeRead(), loading: map[string]error{}}
	if len(r.manifests.Problems) > 0 {
		r.problem = "the manifests are refused:\n" + strings.Join(r.manifests.Problems, "\n")
		return r
	}
	store := simulatedStoreOf()
	defer store.server.Close()
	c := &simulatedCluster{manifests: r.manifests, program: program, store: store, zero: time.Now()}
	defer c.close()
	for range kubeReplicas {
		c.add(simulatedOld)
	}
	if !c.isReadyWithin(simulatedStart) {
		r.problem = fmt.Sprintf("the fleet as it is does not get ready within %v\n%s", simulatedStart, r.timelines(c))
		return r
	}
	client := simulatedClientOf(c)
	time.Sleep(300 * time.Millisecond)
	c.begin()
	if version == simulatedNever {
		r.look(c, client)
	} else {
		r.follow(c, client)
	}
	client.finish()
	c.mu.Lock()
	defer c.mu.Unlock()
	r.fast, r.slow, r.old, r.new = client.fast, client.slow, c.fates(simulatedOld), c.fates(version)
	return r
}

// isReadyWithin waits for the old fleet, which has been there for long: it answers, and the load balancer knows it.
func (c *simulatedCluster) isReadyWithin(patience time.Duration) bool {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		c.mu.Lock()
		isReady := !slices.ContainsFunc(c.pods, func(p *simulatedPod) bool { return !p.isReady })
		pods := slices.Clone(c.pods)
		c.mu.Unlock()
		if !isReady || slices.ContainsFunc(pods, func(p *simulatedPod) bool { return p.search("", time.Second) != "" }) {
			continue
		}
		c.mu.Lock()
		c.endpoints = []simulatedEndpoints{{time.Now().Add(-simulatedLag), pods}}
		c.mu.Unlock()
		return true
	}
	return false
}

// begin lets time begin with the rollout.
func (c *simulatedCluster) begin() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.zero = time.Now()
	for _, p := range c.pods {
		p.timeline = nil
	}
}

// follow rolls until the new fleet is there and the old one gone, also from the load balancer's sight.
func (r *simulatedRecord) follow(c *simulatedCluster, client *simulatedClient) {
	for time.Since(c.zero) < simulatedLimit {
		isDone := c.roll(simulatedNew)
		isUnseen := !slices.ContainsFunc(c.balanced(), func(p *simulatedPod) bool { return p.version == simulatedOld })
		if isUnseen {
			client.sendNoMoreSlow()
		}
		if isDone && r.took == 0 {
			r.isDone, r.took = true, time.Since(c.zero)
		}
		if isDone && isUnseen {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// look watches what happens to the old fleet meanwhile, and at the end asks the new pods what their probes would.
func (r *simulatedRecord) look(c *simulatedCluster, client *simulatedClient) {
	container := r.manifests.container()
	watch := simulatedWatch + time.Duration(r.manifests.Deployments[0].Spec.MinReadySeconds)*time.Second
	if container.ReadinessProbe != nil {
		watch += container.ReadinessProbe.initialDelay()
	}
	for end := c.zero.Add(min(watch, simulatedLimit)); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		c.roll(simulatedNever)
		if time.Until(end) < simulatedSlow {
			client.sendNoMoreSlow()
		}
	}
	c.mu.Lock()
	news := c.of(simulatedNever)
	c.mu.Unlock()
	for name, probe := range map[string]*kubeProbe{kubeStartup: container.StartupProbe, kubeLiveness: container.LivenessProbe} {
		for _, p := range news {
			if probe != nil {
				r.loading[name] = p.answers(context.Background(), probe)
			}
		}
	}
}

// String is what happened, to be read by whoever has to mend it.
func (r *simulatedRecord) String() string {
	if r.problem != "" {
		return r.problem
	}
	var s strings.Builder
	fmt.Fprintf(&s, "%v\nof those that take %v: %v\n", &r.fast, simulatedSlow, &r.slow)
	for _, example := range slices.Concat(r.fast.examples, r.slow.examples) {
		fmt.Fprintf(&s, "  %s\n", example)
	}
	if err := r.manifests.serves(); err != nil {
		fmt.Fprintf(&s, "nothing is sent to any pod: %v\n", err)
	}
	s.WriteString("seconds from the beginning of the rollout:\n")
	for _, p := range slices.Concat(r.old, r.new) {
		fmt.Fprintf(&s, "  %-8s %s\n", p.name, strings.Join(p.timeline, " |"))
	}
	return s.String()
}

// timelines is for a fleet that never got so far; it has the last words of the programs, too.
func (r *simulatedRecord) timelines(c *simulatedCluster) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var s strings.Builder
	for _, p := range c.pods {
		fmt.Fprintf(&s, "  %-8s %s\n    its last words: %s\n", p.name, strings.Join(p.timeline, " |"), p.output)
	}
	return s.String()
}

type simulatedStore struct {
	server *httptest.Server

	mu       sync.Mutex
	holder   string
	token    int64
	until    time.Time
	snapshot json.RawMessage
}

const simulatedRepository = `{"name":"api","revision":1,"files":[{"path":"README.md","text":"the fleet"}]}`

func simulatedStoreOf() *simulatedStore {
	s := &simulatedStore{snapshot: json.RawMessage(`{"id":"first","built_by":"nobody","repositories":[` + simulatedRepository + `]}`)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /leases/builder/{what}", s.lease)
	mux.HandleFunc("GET /repositories", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"repositories":["api"]}`) })
	mux.HandleFunc("GET /repositories/api", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, simulatedRepository) })
	mux.HandleFunc("GET /snapshots/latest", func(w http.ResponseWriter, _ *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		_, _ = w.Write(s.snapshot)
	})
	mux.HandleFunc("PUT /snapshots/{id}", func(w http.ResponseWriter, r *http.Request) {
		text, err := io.ReadAll(r.Body)
		if err != nil || !json.Valid(text) {
			http.Error(w, "no snapshot", http.StatusBadRequest)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.snapshot = text
		w.WriteHeader(http.StatusNoContent)
	})
	// A version that never gets ready is one for which the store, though it is well, never has a snapshot.
	never := http.NewServeMux()
	never.HandleFunc("POST /leases/", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "somebody else holds it", http.StatusConflict)
	})
	never.HandleFunc("GET /snapshots/", http.NotFound)
	never.Handle("GET /repositories/", mux)
	never.Handle("GET /repositories", mux)
	mux.Handle("/"+simulatedNever+"/", http.StripPrefix("/"+simulatedNever, never))
	s.server = httptest.NewServer(mux)
	return s
}

// url is where the pods of a version find their store.
func (s *simulatedStore) url(version string) string {
	if version == simulatedNever {
		return s.server.URL + "/" + simulatedNever
	}
	return s.server.URL
}

func (s *simulatedStore) lease(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Holder string `json:"holder"`
		Token  int64  `json:"token"`
		TTL    int64  `json:"ttl_ms"`
	}
	_ = json.NewDecoder(r.Body).Decode(&asked)
	s.mu.Lock()
	defer s.mu.Unlock()
	isHeld := time.Now().Before(s.until)
	switch what := r.PathValue("what"); {
	case what == "acquire" && isHeld && asked.Holder != s.holder:
		http.Error(w, "it is held by "+s.holder, http.StatusConflict)
		return
	case what == "acquire":
		s.token++
	case !isHeld || asked.Token != s.token:
		http.Error(w, "it is no longer yours", http.StatusPreconditionFailed)
		return
	case what == "release":
		s.until = time.Time{}
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s.holder, s.until = asked.Holder, time.Now().Add(time.Duration(asked.TTL)*time.Millisecond)
	_ = json.NewEncoder(w).Encode(map[string]any{"token": s.token, "ttl_ms": asked.TTL, "expires_at": s.until})
}
