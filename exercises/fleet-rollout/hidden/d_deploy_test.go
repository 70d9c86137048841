package fleet_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// rolled is the rollout to a version that is all right.
func rolled(t *testing.T, clause string) *simulatedRecord {
	t.Helper()
	return recorded(t, clause, simulatedRollouts().good)
}

// halted is the one to a version that never gets ready.
func halted(t *testing.T, clause string) *simulatedRecord {
	t.Helper()
	return recorded(t, clause, simulatedRollouts().stuck)
}

func recorded(t *testing.T, clause string, r *simulatedRecord) *simulatedRecord {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("\n%v", r)
		}
	})
	if r.problem != "" {
		t.Fatalf("%s: nothing could be rolled out at all", clause)
	}
	return r
}

func TestManifestsAreTakenAndFitTogether(t *testing.T) {
	m := kubeRead()
	for _, problem := range m.Problems {
		t.Errorf("D1: %s", problem)
	}
	if t.Failed() {
		return
	}
	if err := m.serves(); err != nil {
		t.Errorf("D1: %v", err)
	}
}

func TestNoRequestIsLostWhileAllNodesAreReplaced(t *testing.T) {
	r := rolled(t, "D2")
	if r.fast.lostInAll() > 0 {
		t.Errorf("D2: of %d requests, none was to be lost, and %d were", r.fast.sent, r.fast.lostInAll())
	}
	if refused := r.slow.lostInAll() - r.slow.cut(); refused > 0 {
		t.Errorf("D2: %d of the long ones were not even taken", refused)
	}
}

func TestWhatANodeHasBegunItFinishes(t *testing.T) {
	r := rolled(t, "D3")
	if cut := r.slow.cut() + r.fast.cut(); cut > 0 {
		t.Errorf("D3: %d requests had reached a node, and got no whole answer", cut)
	}
}

func TestBadVersionTakesNothingAway(t *testing.T) {
	r := halted(t, "D4")
	for _, p := range r.old {
		if p.isTerminating || !p.isReady {
			t.Errorf("D4: %s is of the version that worked, and serves no longer", p.name)
		}
	}
	if lost := r.fast.lostInAll() + r.slow.lostInAll(); lost > 0 {
		t.Errorf("D4: %d requests were lost to a version that never was ready", lost)
	}
}

func TestEveryOldNodeEndsByItself(t *testing.T) {
	r := rolled(t, "D5")
	grace := r.manifests.grace()
	ended := 0
	for _, p := range r.old {
		switch took := p.exitedAt.Sub(p.deletedAt); {
		case p.exit == "":
		case !p.killedAt.IsZero():
			t.Errorf("D5: %s had to be killed", p.name)
		case p.exit != "exit 0":
			t.Errorf("D5: %s has ended with %s, not with 0", p.name, strings.TrimPrefix(p.exit, "exit "))
		case took > grace:
			t.Errorf("D5: %s has ended after %v, and was given %v", p.name, took.Round(100*time.Millisecond), grace)
		default:
			ended++
		}
	}
	if ended == 0 && !t.Failed() {
		t.Error("D5: no old node has come to its end at all")
	}
}

// slowestStart is how long a node may take until it is ready, and is not to be restarted for it.
const slowestStart = 30 * time.Second

func TestSlowStartIsNoReasonToRestart(t *testing.T) {
	r := halted(t, "D6")
	for _, p := range slices.Concat(r.old, r.new, rolled(t, "D6").new) {
		if p.restarts > 0 {
			t.Errorf("D6: %s was started %d times more than once", p.name, p.restarts)
		}
	}
	container := r.manifests.container()
	for name, probe := range map[string]*kubeProbe{kubeStartup: container.StartupProbe, kubeLiveness: container.LivenessProbe} {
		// Until the one succeeds, the other is not asked.
		if probe == nil || name == kubeLiveness && r.loading[kubeStartup] != nil {
			continue
		}
		if err := r.loading[name]; err != nil && probe.givesUpAfter() < slowestStart {
			t.Errorf("D6: a node that still loads fails its %s (%v), and is restarted after %v", name, err, probe.givesUpAfter())
		}
	}
}

func TestRolloutComesToAnEnd(t *testing.T) {
	r := rolled(t, "D7")
	if !r.isDone {
		t.Errorf("D7: the last old node was not gone after %v", simulatedLimit)
	}
}
