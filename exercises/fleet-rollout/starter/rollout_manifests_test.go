package fleet_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// The rollout simulator, part 1: it reads deploy/*.yaml as an API server would that takes no field which it does not know.

const (
	kubeDeployFolder = "deploy"
	// kubeReplicas is how large the fleet is, see D1.
	kubeReplicas = 3

	kubeLiveness, kubeReadiness, kubeStartup = "livenessProbe", "readinessProbe", "startupProbe"
)

// kubeManifests is what deploy/ says.
type kubeManifests struct {
	Deployments []*kubeDeployment
	Services    []*kubeService
	Secrets     []*kubeSecret
	ConfigMaps  []*kubeConfigMap
	Budgets     []*kubeDisruptionBudget
	// Problems are what an API server would refuse, and what this simulator cannot play: with file and line where there is one.
	Problems []string
}

// kubeWorkspace is where the workspace's files are: the sandbox says so, and at home it is the current folder.
func kubeWorkspace() string {
	if dir := os.Getenv("TWOHOURS_SRC"); dir != "" {
		return dir
	}
	return "."
}

// kubeRead reads every manifest in deploy/.
func kubeRead() *kubeManifests {
	m := &kubeManifests{}
	files, _ := filepath.Glob(filepath.Join(kubeWorkspace(), kubeDeployFolder, "*.y*ml"))
	for _, file := range files {
		name := kubeDeployFolder + "/" + filepath.Base(file)
		text, err := os.ReadFile(file)
		if err != nil {
			m.problem("%s: %v", name, err)
			continue
		}
		m.readFile(name, string(text))
	}
	if len(m.Problems) == 0 {
		m.check()
	}
	return m
}

func (m *kubeManifests) problem(format string, args ...any) {
	m.Problems = append(m.Problems, fmt.Sprintf(format, args...))
}

// kubeKinds says which documents there may be, and where each is kept.
var kubeKinds = map[string]func(m *kubeManifests) any{
	"apps/v1 Deployment":            func(m *kubeManifests) any { return kubeAdd(&m.Deployments) },
	"v1 Service":                    func(m *kubeManifests) any { return kubeAdd(&m.Services) },
	"v1 Secret":                     func(m *kubeManifests) any { return kubeAdd(&m.Secrets) },
	"v1 ConfigMap":                  func(m *kubeManifests) any { return kubeAdd(&m.ConfigMaps) },
	"policy/v1 PodDisruptionBudget": func(m *kubeManifests) any { return kubeAdd(&m.Budgets) },
	"v1 ServiceAccount":             func(*kubeManifests) any { return new(map[string]any) },
}

func kubeAdd[T any](list *[]*T) *T {
	added := new(T)
	*list = append(*list, added)
	return added
}

func (m *kubeManifests) readFile(name, text string) {
	// Twice: first for the kinds, then strictly, as what they are.
	loose, strict := yaml.NewDecoder(strings.NewReader(text)), yaml.NewDecoder(strings.NewReader(text))
	strict.KnownFields(true)
	for {
		var document yaml.Node
		if err := loose.Decode(&document); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			m.decodeProblem(name, err)
			return
		}
		if document.IsZero() || document.Content[0].ShortTag() == "!!null" {
			_ = strict.Decode(new(any))
			continue
		}
		var header struct {
			APIVersion string `yaml:"apiVersion"`
			Kind       string `yaml:"kind"`
		}
		if err := document.Decode(&header); err != nil {
			m.decodeProblem(name, err)
			return
		}
		place, isKnown := kubeKinds[header.APIVersion+" "+header.Kind]
		if !isKnown {
			m.problem("%s:%d: apiVersion %q with kind %q is nothing that this simulator knows", name, document.Line, header.APIVersion, header.Kind)
			return
		}
		if err := strict.Decode(place(m)); err != nil {
			m.decodeProblem(name, err)
			return
		}
	}
}

var (
	kubeLine    = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)
	kubeUnknown = regexp.MustCompile(`field (\S+) not found in type fleet_test\.kube(\w+)`)
)

// decodeProblem says where, in the words of the manifest and not of this file.
func (m *kubeManifests) decodeProblem(name string, err error) {
	all := []string{err.Error()}
	var wrong *yaml.TypeError
	if errors.As(err, &wrong) {
		all = wrong.Errors
	}
	for _, text := range all {
		text = kubeUnknown.ReplaceAllString(text, "unknown field $1 in $2")
		if match := kubeLine.FindStringSubmatch(text); match != nil {
			m.problem("%s:%s: %s", name, match[1], match[2])
		} else {
			m.problem("%s: %s", name, text)
		}
	}
}

// check looks for what an API server would refuse, and for what is not simulated.
func (m *kubeManifests) check() {
	if len(m.Deployments) != 1 || len(m.Services) != 1 {
		m.problem("deploy/ holds %d Deployments and %d Services, and has to hold one of each", len(m.Deployments), len(m.Services))
		return
	}
	spec := m.Deployments[0].Spec
	if spec.Paused {
		m.problem("Deployment: paused, so that nothing is ever rolled out")
	}
	if spec.Replicas == nil || *spec.Replicas != kubeReplicas {
		m.problem("Deployment: replicas has to be %d", kubeReplicas)
	}
	if len(spec.Selector.MatchLabels) == 0 || !kubeSelects(spec.Selector.MatchLabels, spec.Template.Metadata.Labels) {
		m.problem("Deployment: selector.matchLabels %v does not match template.metadata.labels %v", spec.Selector.MatchLabels, spec.Template.Metadata.Labels)
	}
	if spec.Selector.MatchExpressions != nil || spec.Template.Spec.InitContainers != nil || spec.Template.Spec.ReadinessGates != nil {
		m.problem("Deployment: matchExpressions, initContainers and readinessGates are not simulated")
	}
	if len(spec.Template.Spec.Containers) != 1 {
		m.problem("Deployment: the pod has %d containers; one is simulated", len(spec.Template.Spec.Containers))
		return
	}
	if _, _, err := spec.surge(); err != nil {
		m.problem("Deployment: %v", err)
	}
	c := m.container()
	for name, probe := range map[string]*kubeProbe{kubeLiveness: c.LivenessProbe, kubeReadiness: c.ReadinessProbe, kubeStartup: c.StartupProbe} {
		if err := probe.check(name); err != nil {
			m.problem("Deployment: %s: %v", name, err)
		}
	}
	if _, err := c.preStop(); err != nil {
		m.problem("Deployment: preStop: %v", err)
	}
	if _, err := m.environment(); err != nil {
		m.problem("Deployment: %v", err)
	}
	if len(m.Services[0].Spec.Ports) == 0 {
		m.problem("Service: ports is missing")
	}
}

func (m *kubeManifests) container() *kubeContainer {
	return &m.Deployments[0].Spec.Template.Spec.Containers[0]
}

// kubeSelects says whether a selector's labels are all there.
func kubeSelects(selector, labels map[string]kubeText) bool {
	for key, value := range selector {
		if found, isThere := labels[key]; !isThere || found != value {
			return false
		}
	}
	return true
}

// surge is how many pods there may be beyond the replicas, and how many of them may be unavailable, while the fleet is rolled.
func (s *kubeDeploymentSpec) surge() (surge, unavailable int, err error) {
	switch s.Strategy.Type {
	case "Recreate":
		if s.Strategy.RollingUpdate != nil {
			return 0, 0, errors.New("strategy: Recreate takes no rollingUpdate")
		}
		return 0, kubeReplicas, nil
	case "", "RollingUpdate":
	default:
		return 0, 0, fmt.Errorf("strategy: type %q is neither RollingUpdate nor Recreate", s.Strategy.Type)
	}
	most, least := kubeAmount("25%"), kubeAmount("25%")
	if rolling := s.Strategy.RollingUpdate; rolling != nil {
		if rolling.MaxSurge != nil {
			most = *rolling.MaxSurge
		}
		if rolling.MaxUnavailable != nil {
			least = *rolling.MaxUnavailable
		}
	}
	// Kubernetes rounds the one up and the other down.
	surge, unavailable = most.of(kubeReplicas, true), least.of(kubeReplicas, false)
	if most.of(100, true) == 0 && least.of(100, true) == 0 {
		return 0, 0, errors.New("strategy: maxSurge and maxUnavailable are both 0, so that nothing could be rolled")
	}
	if surge == 0 && unavailable == 0 {
		unavailable = 1
	}
	return surge, unavailable, nil
}

// listenPort is where the program listens in its container, by its LISTEN, and whether others reach it there.
func (m *kubeManifests) listenPort() (port string, isReachable bool) {
	environment, _ := m.environment()
	listen := environment["LISTEN"]
	if listen == "" {
		listen = ":8080"
	}
	at := strings.LastIndex(listen, ":")
	host := strings.Trim(listen[:max(at, 0)], "[]")
	return listen[at+1:], host == "" || host == "0.0.0.0" || host == "::"
}

// portOf gives the number of a port that may be named.
func (m *kubeManifests) portOf(port kubeAmount) string {
	for _, known := range m.container().Ports {
		if string(known.Name) == string(port) {
			return strconv.Itoa(known.ContainerPort)
		}
	}
	return string(port)
}

// reaches says why nobody reaches the program at this port, or nil.
func (m *kubeManifests) reaches(port kubeAmount) error {
	listens, isReachable := m.listenPort()
	switch number := m.portOf(port); {
	case number != listens:
		return fmt.Errorf("connection refused: port %s, and the program listens on %s", port, listens)
	case !isReachable:
		return errors.New("connection refused: the program listens on the pod's loopback alone")
	}
	return nil
}

// serves says why the Service leads nowhere, or nil.
func (m *kubeManifests) serves() error {
	service := m.Services[0]
	if labels := m.Deployments[0].Spec.Template.Metadata.Labels; len(service.Spec.Selector) == 0 || !kubeSelects(service.Spec.Selector, labels) {
		return fmt.Errorf("the Service's selector %v finds no pod: they are labelled %v", service.Spec.Selector, labels)
	}
	target := service.Spec.Ports[0].TargetPort
	if target == "" {
		target = kubeAmount(strconv.Itoa(service.Spec.Ports[0].Port))
	}
	return m.reaches(target)
}

// grace is how long a pod has from the moment at which it is to go.
func (m *kubeManifests) grace() time.Duration {
	if seconds := m.Deployments[0].Spec.Template.Spec.TerminationGracePeriodSeconds; seconds != nil {
		return time.Duration(*seconds) * time.Second
	}
	return 30 * time.Second
}
