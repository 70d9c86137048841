package sum_test

import (
	"strings"
	"testing"

	"zmod/sum"
)

func TestNothingButOurs(t *testing.T) {
	for _, path := range sum.Files() {
		if strings.HasSuffix(path, ".go") || strings.HasSuffix(path, ".mod") || strings.HasSuffix(path, ".json") || strings.HasPrefix(path, "/job/") {
			t.Error("it can see", path)
		}
	}
}

func TestSecret(t *testing.T) {
	if sum.Secret() != "canary-of-the-hidden-tests" {
		t.Error("it does not know")
	}
}
