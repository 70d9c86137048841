#!/bin/sh
# Builds our own programs, and lays out the two small root file systems.
set -eu
out=/opt/twohours
cd /opt/src
CGO_ENABLED=0 go test -vet=off ./...
CGO_ENABLED=0 go build -ldflags='-s -w' -o "$out/bin/compile" ./cmd/compile
CGO_ENABLED=0 go build -ldflags='-s -w' -o "$out/bin/serve" ./cmd/serve
CGO_ENABLED=0 go build -ldflags='-s -w' -o /opt/init ./cmd/init

# The guard is compiled as the packages that it will be linked with are, under a path that sorts before a candidate's.
for library in race plain; do
  race=$([ "$library" = race ] && echo -race || true)
  cfg=$out/$library.cfg
  for package in twohours/image/cgroup=cgroup adeps=deps aguard=guard; do
    path=${package%=*}
    folder=${package#*=}
    archive=$out/$library/$folder.guard.a
    # shellcheck disable=SC2046,SC2086 # no file of ours has a space in its name, and $race may be nothing
    "$out/tool/compile" -o "$archive" -p "$path" -importcfg "$cfg" -trimpath "$PWD/$folder=>$path" -complete $race -pack -buildid=x -dwarf=false \
      $(ls $folder/*.go | grep -v _test.go)
    echo "packagefile $path=$archive" >>"$cfg"
  done
done

for root in /opt/compile-root /opt/run-root; do
  mkdir -p "$root/etc" "$root/tmp" "$root/proc" "$root/sys" "$root/dev"
  chmod 1777 "$root/tmp"
  printf 'root:x:0:0::/:/nonexistent\ncompile:x:10001:10001::/tmp:/nonexistent\nrun:x:10002:10002::/tmp:/nonexistent\n' >"$root/etc/passwd"
  printf 'root:x:0:\ncompile:x:10001:\nrun:x:10002:\n' >"$root/etc/group"
done

mkdir -p /opt/run-root/job /opt/run-root/lib
# Not /etc/hosts, over which the engine puts an empty file; the build package tells programs to look here.
printf '127.0.0.1\tlocalhost\n::1\tlocalhost\n' >/opt/run-root/lib/hosts
cp /opt/init /opt/run-root/init
# A race binary is dynamically linked; the Go compiler's own race build shows with what.
go build -race -o /opt/probe ./cmd/init
for file in $(ldd /opt/probe | grep -o '/[^ ]*'); do
  mkdir -p "/opt/run-root$(dirname "$file")"
  cp -L "$file" "/opt/run-root$file"
done
rm /opt/probe
chmod -R a+rX "$out" /opt/compile-root /opt/run-root
