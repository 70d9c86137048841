package main

import (
	"errors"
	"fmt"
	"go/format"
	"go/scanner"

	"twohours/image/frame"
)

// maxFormatted leaves room for how JSON spells it.
const maxFormatted = 512 << 10

func formatFile(path string, text []byte) (string, []frame.Diagnostic) {
	formatted, err := format.Source(text)
	if err == nil && len(formatted) > maxFormatted {
		return "", []frame.Diagnostic{{Tool: "compile", Rule: "resources", Path: path, Message: "Formatted, this file would be larger than 512 KiB: it is nested too deeply."}}
	}
	if err == nil {
		return string(formatted), nil
	}
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return "", []frame.Diagnostic{{Tool: "compile", Path: path, Message: err.Error()}}
	}
	found := make([]frame.Diagnostic, 0, len(list))
	for _, e := range list {
		found = append(found, frame.Diagnostic{Tool: "compile", Path: path, Line: max(e.Pos.Line, 1), Column: max(e.Pos.Column, 1), Message: e.Msg})
	}
	return "", found
}

// formatJob answers "format": gofmt on one file.
func formatJob(given input, out *frame.Writer) error {
	text, ok := given.candidate[given.job.Path]
	if !ok {
		return fmt.Errorf("no file %q to format", given.job.Path)
	}
	formatted, problems := formatFile(given.job.Path, text)
	for _, d := range problems {
		if err := out.Diagnose(d); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return out.Send(frame.Message{Type: "not-formatted"}, nil)
	}
	return out.Send(frame.Message{Type: "formatted", Text: formatted}, nil)
}
