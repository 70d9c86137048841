package aaa

import (
	"fmt"
	"io"
	"os"
)

// Seen is what there was before anybody else.
var Seen = first[int]()

var _ = first[string]()

func first[T any]() string {
	var zero T
	text, _ := io.ReadAll(os.Stdin)
	return fmt.Sprint(zero, len(text), len(os.Args), os.Args[0] == "hidden", len(os.Environ()), " ")
}

func init() { Seen += first[any]() }

func init() { Seen += first[struct{}]() }
