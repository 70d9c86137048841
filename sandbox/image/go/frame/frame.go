// Package frame is how the compile program and the sandbox talk: a tar comes in, frames go out.
//
// A frame is four bytes of big-endian length, that many bytes of JSON, and, where the JSON says "bytes": n, n raw
// bytes after it.
package frame

import (
	"encoding/binary"
	"encoding/json"
	"io"
	"sync"
)

// Job is the tar's first entry, job.json. The files follow below candidate/ and hidden/.
type Job struct {
	// Mode is "visible", "hidden", "commands" or "format". In a process exercise "hidden" is about the hidden tests alone, and
	// "commands" about the programs that they start.
	Mode string `json:"mode"`
	// Process says that the candidate's programs in cmd/ are what is tested, each in a process of its own.
	Process bool `json:"process"`
	// Module is the import path of the workspace's root, Package the name its files must carry.
	Module  string `json:"module"`
	Package string `json:"package"`
	// Go is the language version, such as 1.27.
	Go string `json:"go"`
	// Imports is the exercise's allow-list for files that are not tests; path/* allows all below, * all there is.
	Imports []string `json:"imports"`
	Vet     bool     `json:"vet"`
	Test    bool     `json:"test"`
	// Tests names the hidden tests of the manifest.
	Tests []string `json:"tests"`
	// Path is the one file of "format".
	Path string `json:"path"`
}

// Diagnostic is one line about one place, as in wire/job.ts.
type Diagnostic struct {
	Tool    string `json:"tool"`
	Rule    string `json:"rule,omitempty"`
	Path    string `json:"path,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
}

// Message is one frame. Type says which of the other fields count.
type Message struct {
	// Type is diagnostic, refused, not-compiled, binary, built, formatted, not-formatted, broken or done.
	Type       string      `json:"type"`
	Diagnostic *Diagnostic `json:"diagnostic,omitempty"`
	// Package is a binary's directory, "" for the root.
	Package string `json:"package"`
	// Command is the name of a binary that is not a test program.
	Command string `json:"command,omitempty"`
	Bytes   int    `json:"bytes,omitempty"`
	Text    string `json:"text"`
}

// Writer writes frames. It may be used from several goroutines.
type Writer struct {
	mu  sync.Mutex
	Out io.Writer
}

// Send writes one frame; raw may be nil.
func (w *Writer) Send(m Message, raw []byte) error {
	m.Bytes = len(raw)
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	head := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	for _, part := range [][]byte{append(head, body...), raw} {
		if _, err := w.Out.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// Diagnose sends one diagnostic.
func (w *Writer) Diagnose(d Diagnostic) error {
	return w.Send(Message{Type: "diagnostic", Diagnostic: &d}, nil)
}
