#!/bin/sh
# Compiles the standard library, with -race and without, and lays it out for our compile program below $1, and with it the one
# module that tests of process exercises may import besides, which comes from Debian:
# tool/ (compile, link, vet), race.cfg and plain.cfg (import path to archive), race/, plain/, vetx/ (what go vet knows of
# each package), libgcc.a.
set -eu
# No debugger will ever look at what is linked with it, and linking takes a quarter less time without its tables.
export GOFLAGS="$GOFLAGS -gcflags=all=-dwarf=false" GOCACHE=/tmp/bake
out=$1
mkdir -p "$out/tool" "$out/vetx"

# netgo and osusergo: without them every program that speaks HTTP links C objects, which takes twice as long.
tags=netgo,osusergo

# A package that imports everything that can be imported, so that vet notes facts on all of it.
all=$(mktemp -d)
cd "$all"
yaml=gopkg.in/yaml.v3
printf 'module everything\n\ngo 1.27\n\nrequire %s v3.0.1\n' $yaml >go.mod
mkdir -p vendor/gopkg.in
cp -r /usr/share/gocode/src/$yaml vendor/$yaml
printf '# %s v3.0.1\n## explicit\n%s\n' $yaml $yaml >vendor/modules.txt
printf 'package everything\n\nimport _ "%s"\n' $yaml >all.go
go list std | grep -vE '(^|/)(internal|vendor|cmd|builtin)(/|$)|^unsafe$|^runtime/(cgo|race)$' | sed 's/.*/import _ "&"/' >>all.go
work=$(go vet -work -race -tags "$tags" . 2>&1 | sed -n 's/^WORK=//p')
for config in "$work"/*/vet.cfg; do
  path=$(sed -n 's/^\t"ImportPath": "\(.*\)",$/\1/p' "$config")
  facts=$(dirname "$config")/vet.out
  if [ "$path" != everything ] && [ -e "$facts" ]; then
    mkdir -p "$out/vetx/$(dirname "$path")"
    cp "$facts" "$out/vetx/$path.vetx"
  fi
done

# With testing/internal/testdeps, which only the mains of test programs import.
lay_out() {
  name=$1
  shift
  go list -export -deps -tags "$tags" -f '{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}' "$@" std $yaml | while read -r path archive; do
    mkdir -p "$out/$name/$(dirname "$path")"
    cp "$archive" "$out/$name/$path.a"
    echo "packagefile $path=$out/$name/$path.a"
  done >"$out/$name.cfg"
}
lay_out race -race
# For the programs of process exercises: no C library to bring along.
CGO_ENABLED=0 lay_out plain

for tool in compile link vet; do
  cp "$(go env GOTOOLDIR)/$tool" "$out/tool/"
done
cp "$("$(go env CC)" -print-libgcc-file-name)" "$out/libgcc.a"
cd /
rm -rf "$all" "$work" "$GOCACHE"
chmod -R a+rX "$out"
