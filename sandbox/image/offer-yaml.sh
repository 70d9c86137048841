#!/bin/sh
# Lays Debian's sources of yaml.v3 out as the go command keeps a module that it has downloaded, so that `go test` finds it without
# a network, under the sums that a starter's go.sum names; then compiles it, as for everything else in the cache.
set -eu
modules=$(go env GOMODCACHE)
source=/usr/share/gocode/src/gopkg.in/yaml.v3

# known MODULE VERSION: its go.mod comes on standard input.
known() {
  folder=$modules/cache/download/$1/@v
  mkdir -p "$folder"
  cat >"$folder/$2.mod"
  printf '{"Version":"%s"}' "$2" >"$folder/$2.info"
}
known gopkg.in/check.v1 v0.0.0-20161208181325-20d25e280405 <<END
module gopkg.in/check.v1
END
known gopkg.in/yaml.v3 v3.0.1 <$source/go.mod
printf 'h1:fxVm/GzAzEWqLHuvctI91KS9hhNmmWOoWu0XTYJS7CA=' >"$folder/v3.0.1.ziphash"
mkdir -p "$modules/gopkg.in"
cp -r "$source" "$modules/gopkg.in/yaml.v3@v3.0.1"
chmod -R a+rX "$modules"

work=$(mktemp -d)
cd "$work"
printf 'module user\n\ngo 1.27\n\nrequire gopkg.in/yaml.v3 v3.0.1\n' >go.mod
cat >go.sum <<END
gopkg.in/check.v1 v0.0.0-20161208181325-20d25e280405/go.mod h1:Co6ibVJAznAaIkqp8huTwlJQCZ016jof/cbN4VW5Yz0=
gopkg.in/yaml.v3 v3.0.1 h1:fxVm/GzAzEWqLHuvctI91KS9hhNmmWOoWu0XTYJS7CA=
gopkg.in/yaml.v3 v3.0.1/go.mod h1:K4uyk7z7BCEPqu6E+C64Yfv1cQ7kz7rIZviUmN+EgEM=
END
printf 'package user\n\nimport _ "gopkg.in/yaml.v3"\n' >user.go
go build -race ./...
cd /
rm -rf "$work"
