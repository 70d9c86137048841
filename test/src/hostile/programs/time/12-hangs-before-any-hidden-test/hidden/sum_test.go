package sum_test

import (
	"testing"

	"zmod/sum"
)

func TestOne(t *testing.T)   { sum.Add(1, 2) }
func TestTwo(t *testing.T)   { sum.Add(1, 2) }
func TestThree(t *testing.T) { sum.Add(1, 2) }
