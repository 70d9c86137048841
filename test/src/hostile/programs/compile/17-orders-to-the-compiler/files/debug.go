//go:debug panicnil=1
package sum
