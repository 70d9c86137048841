package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"

	"twohours/image/frame"
)

const (
	// maxFormatted leaves room for how JSON spells it.
	maxFormatted = 512 << 10
	// maxIndentation is above what fits there, since indentation may be counted too high.
	maxIndentation = 8 * maxFormatted
)

var errTooLarge = errors.New("larger than 512 KiB")

// limited keeps what is written to it, and takes no more than maxFormatted.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > maxFormatted {
		return 0, errTooLarge
	}
	return l.Buffer.Write(p)
}

func formatFile(path string, text []byte) (string, []frame.Diagnostic) {
	formatted, err := formatText(text)
	if err == nil {
		return formatted, nil
	}
	if errors.Is(err, errTooLarge) {
		return "", []frame.Diagnostic{{Tool: "compile", Rule: "resources", Path: path, Message: "Formatted, this file would be larger than 512 KiB."}}
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

func formatText(text []byte) (string, error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, "", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	if indentation(text) > maxIndentation {
		return "", errTooLarge
	}
	var formatted limited
	if err := format.Node(&formatted, files, parsed); err != nil {
		return "", err
	}
	return formatted.String(), nil
}

// indentation is about how many tabs gofmt would write, rather more than fewer: those before each line, where it keeps the lines
// that there are and gives blocks and statements lines of their own. Its printer holds all of them in memory before it writes the first, and
// they are the square of how deeply a file nests.
func indentation(text []byte) int {
	files := token.NewFileSet()
	file := files.AddFile("", files.Base(), len(text))
	var tokens scanner.Scanner
	tokens.Init(file, text, nil, scanner.ScanComments)
	tabs, depth, line := 0, 0, 1
	for {
		at, kind, literal := tokens.Scan()
		// As gofmt counts lines: whatever //line says.
		if now := file.PositionFor(at, false).Line; now > line {
			// What goes on from the line before stands one deeper.
			tabs += depth + 1
			line = now
		}
		switch kind {
		case token.EOF:
			return tabs
		case token.LBRACE, token.LPAREN, token.LBRACK:
			depth++
			tabs += depth
		case token.RBRACE, token.RPAREN, token.RBRACK:
			tabs += depth
			depth--
		case token.SEMICOLON, token.COMMA:
			tabs += depth
		case token.COMMENT:
			tabs += depth * (1 + strings.Count(literal, "\n"))
		}
	}
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
