module a/sum

go 1.99

toolchain go1.99.9

godebug panicnil=1

tool example.com/tool

require example.com/evil v1.0.0

replace example.com/evil => ../../../../etc

replace fmt => ./fmt
