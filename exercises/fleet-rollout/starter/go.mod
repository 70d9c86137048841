module zmod/fleet

go 1.27
