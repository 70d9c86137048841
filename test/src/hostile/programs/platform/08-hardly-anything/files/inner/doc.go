// Package inner is empty.
package inner
