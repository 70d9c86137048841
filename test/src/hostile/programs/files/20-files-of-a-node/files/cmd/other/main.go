package main

import "fmt"

func main() { fmt.Print("still itself") }
