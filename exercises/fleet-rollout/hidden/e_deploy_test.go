package fleet_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// takenManifests reads manifests that an API server would take.
func takenManifests(t *testing.T, clause string) *kubeManifests {
	t.Helper()
	m := kubeRead()
	if len(m.Problems) > 0 {
		t.Fatalf("%s: the manifests are not taken as they are: %s", clause, strings.Join(m.Problems, "; "))
	}
	return m
}

// instruction is one of a Dockerfile's.
type instruction struct{ word, rest string }

// image gives the instructions of each stage.
func image(t *testing.T) [][]instruction {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(kubeWorkspace(), "Dockerfile"))
	if err != nil {
		t.Fatalf("E3: %v", err)
	}
	var stages [][]instruction
	var line string
	for part := range strings.Lines(string(text)) {
		part = strings.TrimSpace(part)
		if part == "" || strings.HasPrefix(part, "#") {
			continue
		}
		before, goesOn := strings.CutSuffix(part, `\`)
		line += before + " "
		if goesOn {
			continue
		}
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		line = ""
		next := instruction{strings.ToUpper(word), strings.TrimSpace(rest)}
		if next.word == "FROM" {
			stages = append(stages, nil)
		}
		if last := len(stages) - 1; last >= 0 {
			stages[last] = append(stages[last], next)
		}
	}
	return stages
}

// lastOf gives what the last instruction of a stage with this word says.
func lastOf(stage []instruction, word string) string {
	found := ""
	for _, i := range stage {
		if i.word == word {
			found = i.rest
		}
	}
	return found
}

var (
	fromBase   = regexp.MustCompile(`(?i)^(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?$`)
	toolchains = regexp.MustCompile(`(^|/)golang(:|@|$)`)
	rootUser   = regexp.MustCompile(`^(root|0+)(:|$)`)
	shells     = regexp.MustCompile(`(^|/)(ba|da|a)?sh$`)
)

func TestImageHoldsTheProgramAlone(t *testing.T) {
	stages := image(t)
	if len(stages) < 2 {
		t.Fatalf("E3: the Dockerfile has %d stages: what built the program is shipped with it", len(stages))
	}
	final := stages[len(stages)-1]
	base := ""
	if match := fromBase.FindStringSubmatch(final[0].rest); match != nil {
		base = match[1]
	}
	for _, stage := range stages[:len(stages)-1] {
		if match := fromBase.FindStringSubmatch(stage[0].rest); match != nil && match[2] != "" && strings.EqualFold(match[2], base) && toolchains.MatchString(match[1]) {
			t.Errorf("E3: the last stage goes on from %s, with the toolchain in it", base)
		}
	}
	if toolchains.MatchString(base) {
		t.Errorf("E3: the last stage is made from %s, which is a toolchain", base)
	}
	copies := func(i instruction) bool { return i.word == "COPY" && strings.Contains(i.rest, "--from=") }
	if !slices.ContainsFunc(final, copies) {
		t.Error("E3: the last stage copies nothing from an earlier one")
	}
}

func TestImageRunsAsSomebodyElseThanRoot(t *testing.T) {
	stages := image(t)
	if len(stages) == 0 {
		t.Fatal("E3: the Dockerfile is made from nothing")
	}
	final := stages[len(stages)-1]
	user := lastOf(final, "USER")
	if user == "" && strings.Contains(final[0].rest, "nonroot") {
		return
	}
	if user == "" || rootUser.MatchString(user) {
		t.Errorf("E3: the image's user is %q: it is root", user)
	}
}

func TestProgramIsProcessOne(t *testing.T) {
	stages := image(t)
	if len(stages) == 0 {
		t.Fatal("E3: the Dockerfile is made from nothing")
	}
	final := stages[len(stages)-1]
	started := lastOf(final, "ENTRYPOINT")
	if started == "" {
		started = lastOf(final, "CMD")
	}
	var words []string
	if err := json.Unmarshal([]byte(started), &words); err != nil || len(words) == 0 {
		t.Errorf("E3: %q starts a shell, and the program below it, where SIGTERM does not come", started)
	} else if shells.MatchString(words[0]) {
		t.Errorf("E3: %q starts a shell", started)
	}
}

func TestContainerMayDoLittle(t *testing.T) {
	m := takenManifests(t, "E4")
	container, pod := kubeSecurityContext{}, kubeSecurityContext{}
	if own := m.container().SecurityContext; own != nil {
		container = *own
	}
	if shared := m.Deployments[0].Spec.Template.Spec.SecurityContext; shared != nil {
		pod = *shared
	}
	is := func(value *bool, want bool) bool { return value != nil && *value == want }
	if own := container.RunAsNonRoot; !is(own, true) && !(own == nil && is(pod.RunAsNonRoot, true)) {
		t.Error("E4: runAsNonRoot is not true")
	}
	user := container.RunAsUser
	if user == nil {
		user = pod.RunAsUser
	}
	if user != nil && *user == 0 {
		t.Error("E4: runAsUser is root's 0")
	}
	if !is(container.AllowPrivilegeEscalation, false) || is(container.Privileged, true) {
		t.Error("E4: the container could gain privileges")
	}
	if !is(container.ReadOnlyRootFilesystem, true) {
		t.Error("E4: the root file system can be written")
	}
	isAll := func(name kubeText) bool { return strings.EqualFold(string(name), "all") }
	if !slices.ContainsFunc(container.Capabilities.Drop, isAll) {
		t.Errorf("E4: of capabilities it drops %v, not all", container.Capabilities.Drop)
	}
}

func TestNeedsAreDeclared(t *testing.T) {
	resources := takenManifests(t, "E4").container().Resources
	for _, name := range []string{"cpu", "memory"} {
		// What has a limit alone requests as much.
		if resources.Requests[name] == "" && resources.Limits[name] == "" {
			t.Errorf("E4: there is no request for %s", name)
		}
	}
	if resources.Limits["memory"] == "" {
		t.Error("E4: memory has no limit")
	}
}

func TestDrainsTakeOneNodeAtATime(t *testing.T) {
	m := takenManifests(t, "E4")
	labels := m.Deployments[0].Spec.Template.Metadata.Labels
	found := 0
	for _, budget := range m.Budgets {
		spec := budget.Spec
		if len(spec.Selector.MatchLabels) == 0 || !kubeSelects(spec.Selector.MatchLabels, labels) {
			continue
		}
		found++
		// Kubernetes rounds both up.
		allowed := 0
		switch {
		case spec.MaxUnavailable != nil && spec.MinAvailable != nil:
			t.Errorf("E4: the budget %s has minAvailable and maxUnavailable", budget.Metadata.Name)
			continue
		case spec.MaxUnavailable != nil:
			allowed = spec.MaxUnavailable.of(kubeReplicas, true)
		case spec.MinAvailable != nil:
			allowed = kubeReplicas - spec.MinAvailable.of(kubeReplicas, true)
		}
		if allowed != 1 {
			t.Errorf("E4: the budget %s lets %d of %d nodes go at a time, not one", budget.Metadata.Name, allowed, kubeReplicas)
		}
	}
	if found != 1 {
		t.Errorf("E4: %d disruption budgets are about these pods, not one", found)
	}
}

func TestTokenIsNowhereButInTheSecret(t *testing.T) {
	m := takenManifests(t, "E4")
	environment, _ := m.environment()
	token := environment["STORE_TOKEN"]
	if token == "" {
		t.Fatal("E4: STORE_TOKEN comes to nothing")
	}
	found := false
	for _, secret := range m.Secrets {
		values, _ := secret.values()
		for _, value := range values {
			found = found || value == token
		}
	}
	if !found {
		t.Error("E4: STORE_TOKEN is not what any Secret holds")
	}
	for _, variable := range m.container().Env {
		if strings.Contains(string(variable.Value), token) {
			t.Errorf("E4: the value of %s is written into the Deployment", variable.Name)
		}
	}
}
