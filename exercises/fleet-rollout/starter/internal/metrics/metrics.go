// Package metrics counts what happens, and writes it in Prometheus' text format.
package metrics

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// Registry holds the metrics of one node.
type Registry struct {
	mu       sync.Mutex
	families map[string]*family
}

type family struct {
	kind, help string
	// values by their labels, as written between the braces.
	values map[string]float64
}

// New makes an empty registry.
func New() *Registry {
	return &Registry{families: map[string]*family{}}
}

// Counter declares a counter. Each of labels is one that it begins with at 0: `result="written"`, or "" for none.
func (r *Registry) Counter(name, help string, labels ...string) {
	r.declare(name, "counter", help, labels)
}

// Gauge declares a gauge, which begins at 0.
func (r *Registry) Gauge(name, help string) { r.declare(name, "gauge", help, []string{""}) }

func (r *Registry) declare(name, kind, help string, labels []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := &family{kind: kind, help: help, values: map[string]float64{}}
	for _, label := range labels {
		f.values[label] = 0
	}
	r.families[name] = f
}

// Inc adds one to a counter. Pairs are the names and values of its labels.
func (r *Registry) Inc(name string, pairs ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.families[name].values[labels(pairs)]++
}

// Set sets a gauge.
func (r *Registry) Set(name string, value float64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.families[name].values[""] = value
}

func labels(pairs []string) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		parts = append(parts, fmt.Sprintf("%s=%q", pairs[i], pairs[i+1]))
	}
	return strings.Join(parts, ",")
}

// ServeHTTP answers with all metrics.
func (r *Registry) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	r.write(w)
}

func (r *Registry) write(w io.Writer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(r.families)) {
		f := r.families[name]
		fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, f.help, name, f.kind)
		for _, label := range slices.Sorted(maps.Keys(f.values)) {
			if label == "" {
				fmt.Fprintf(w, "%s %v\n", name, f.values[label])
			} else {
				fmt.Fprintf(w, "%s{%s} %v\n", name, label, f.values[label])
			}
		}
	}
}
