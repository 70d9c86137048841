package fleet_test

import "testing"

// The simulator is in rollout_*_test.go, and the statement's part D says what it does. Run it with -v to see the timelines of a
// rollout that went well, too.

func TestRollingOut(t *testing.T) {
	rollout := simulatedRollouts().good
	t.Logf("%v", rollout)
	if rollout.problem != "" || rollout.fast.lostInAll()+rollout.slow.lostInAll() > 0 {
		t.Errorf("requests were lost; the log above says when and why")
	}
}

func TestRollingOutWhatNeverGetsReady(t *testing.T) {
	rollout := simulatedRollouts().stuck
	t.Logf("%v", rollout)
	for _, p := range rollout.old {
		if p.isTerminating || !p.isReady {
			t.Errorf("%s no longer serves, and nothing has taken its place", p.name)
		}
	}
}
