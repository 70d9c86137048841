// Package wordcount counts words in several documents at the same time.
package wordcount

// A Document can be read once or many times, and reading may take long.
type Document interface {
	Read() (string, error)
}
