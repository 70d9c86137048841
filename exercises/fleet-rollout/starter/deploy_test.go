package fleet_test

import "testing"

// The simulator is in rollout_*_test.go, and the statement's part D says what it does. Run these with -v to see the timelines of
// rollouts that went well, too.

func TestRollingOut(t *testing.T) {
	rollout := simulatedRollouts().good
	if rollout.problem != "" {
		t.Fatal(rollout.problem)
	}
	t.Logf("%v", rollout)
	if lost := rollout.fast.lostInAll() + rollout.slow.lostInAll(); lost > 0 {
		t.Errorf("%d requests were lost: %v", lost, &rollout.fast)
	}
	if !rollout.isDone {
		t.Errorf("the rollout has not come to its end after %v", simulatedLimit)
	}
}

func TestRollingOutWhatNeverGetsReady(t *testing.T) {
	rollout := simulatedRollouts().stuck
	if rollout.problem != "" {
		t.Skip("nothing was rolled out: see TestRollingOut")
	}
	t.Logf("%v", rollout)
	for _, p := range rollout.old {
		if p.isTerminating || !p.isReady {
			t.Errorf("%s no longer serves, and nothing has taken its place", p.name)
		}
	}
}
