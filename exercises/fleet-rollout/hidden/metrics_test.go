package fleet_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	leaseHeld = "fleet_" + "lease_held"
	renewals  = "fleet_" + "lease_" + "renewals_" + "total"
	buildsOf  = "fleet_" + "builds_" + "total"
	revision  = "fleet_" + "snapshot_" + "revision"
	requests  = "fleet_" + "http_" + "requests_" + "total"
)

// families are what /metrics says: the kind of each name, and each value by its name and labels, which are sorted.
type families struct {
	kinds  map[string]string
	values map[string]float64
}

var (
	sampleLine = regexp.MustCompile(`^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)(?: -?\d+)?$`)
	labelPair  = regexp.MustCompile(`^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)`)
	typeLine   = regexp.MustCompile(`^# TYPE (\S+) (counter|gauge|histogram|summary|untyped)$`)
)

// parseMetrics reads Prometheus' text format, as far as it is used here.
func parseMetrics(text string) (families, error) {
	f := families{map[string]string{}, map[string]float64{}}
	if !strings.HasSuffix(text, "\n") {
		return f, fmt.Errorf("the last line does not end")
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if kind := typeLine.FindStringSubmatch(line); kind != nil {
			if f.kinds[kind[1]] != "" {
				return f, fmt.Errorf("a second TYPE of %s", kind[1])
			}
			f.kinds[kind[1]] = kind[2]
			continue
		}
		if strings.HasPrefix(line, "# TYPE") {
			return f, fmt.Errorf("%q", line)
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := f.sample(line); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (f families) sample(line string) error {
	parts := sampleLine.FindStringSubmatch(line)
	if parts == nil {
		return fmt.Errorf("%q is no sample", line)
	}
	var labels []string
	for rest := parts[2]; rest != ""; {
		pair := labelPair.FindString(rest)
		if pair == "" {
			return fmt.Errorf("%q has labels that are none", line)
		}
		labels = append(labels, strings.TrimSuffix(pair, ","))
		rest = rest[len(pair):]
	}
	value, err := strconv.ParseFloat(parts[3], 64)
	if err != nil {
		return fmt.Errorf("%q has a value that is none", line)
	}
	name := parts[1]
	if len(labels) > 0 {
		slices.Sort(labels)
		name += "{" + strings.Join(labels, ",") + "}"
	}
	if _, isThere := f.values[name]; isThere {
		return fmt.Errorf("%s is there twice", name)
	}
	f.values[name] = value
	return nil
}
