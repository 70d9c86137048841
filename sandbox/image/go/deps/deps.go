// Package adeps is what package testing asks of its surroundings, without what only profiles, fuzzing and -test.run need.
// The standard library's own, testing/internal/testdeps, brings half of it into every test program, and makes linking one
// take half as long again.
package adeps

import (
	"errors"
	"io"
	"reflect"
	"time"
)

// TestDeps is for testing.MainStart. Programs with fuzz targets need the real one, for their corpora.
type TestDeps struct {
	// PanicOnExit0 is internal/testlog's, which only a main that we write can import.
	PanicOnExit0 func(bool)
}

type corpusEntry = struct {
	Parent     string
	Path       string
	Data       []byte
	Values     []any
	Generation int
	IsSeed     bool
}

var errNotHere = errors.New("not available here")

// MatchString is asked about -test.run and its like, which nobody sets: everything runs.
func (TestDeps) MatchString(string, string) (bool, error) { return true, nil }

func (d TestDeps) SetPanicOnExit0(v bool) { d.PanicOnExit0(v) }

func (TestDeps) ImportPath() string { return "" }
func (TestDeps) ModulePath() string { return "" }

func (TestDeps) StartCPUProfile(io.Writer) error             { return errNotHere }
func (TestDeps) StopCPUProfile()                             {}
func (TestDeps) WriteProfileTo(string, io.Writer, int) error { return errNotHere }

func (TestDeps) StartTestLog(io.Writer) {}
func (TestDeps) StopTestLog() error     { return nil }

func (TestDeps) CoordinateFuzzing(time.Duration, int64, time.Duration, int64, int, []corpusEntry, []reflect.Type, string, string) error {
	return errNotHere
}
func (TestDeps) RunFuzzWorker(func(corpusEntry) error) error              { return errNotHere }
func (TestDeps) ReadCorpus(string, []reflect.Type) ([]corpusEntry, error) { return nil, errNotHere }
func (TestDeps) CheckCorpus([]any, []reflect.Type) error                  { return errNotHere }
func (TestDeps) ResetCoverage()                                           {}
func (TestDeps) SnapshotCoverage()                                        {}

func (TestDeps) InitRuntimeCoverage() (string, func(string, string) (string, error), func() float64) {
	return "", nil, nil
}
