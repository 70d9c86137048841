package sum

// The compiler computes with constants exactly.
const (
	f0  = 1.0000000001e-3
	f1  = f0 * f0
	f2  = f1 * f1
	f3  = f2 * f2
	f4  = f3 * f3
	f5  = f4 * f4
	f6  = f5 * f5
	f7  = f6 * f6
	f8  = f7 * f7
	f9  = f8 * f8
	f10 = f9 * f9
	f11 = f10 * f10
	f12 = f11 * f11
	f13 = f12 * f12
	f14 = f13 * f13
	f15 = f14 * f14
	f16 = f15 * f15
	f17 = f16 * f16
	f18 = f17 * f17
	f19 = f18 * f18
	f20 = f19 * f19
	f21 = f20 * f20
	f22 = f21 * f21
	f23 = f22 * f22
	f24 = f23 * f23
	f25 = f24 * f24
	f26 = f25 * f25
	f27 = f26 * f26
	f28 = f27 * f27
	f29 = f28 * f28
	f30 = f29 * f29
	f31 = f30 * f30
	f32 = f31 * f31
	f33 = f32 * f32
	f34 = f33 * f33
	f35 = f34 * f34
	f36 = f35 * f35
	f37 = f36 * f36
	f38 = f37 * f37
	f39 = f38 * f38
	f40 = f39 * f39
)

const (
	n0  = 1<<255 + 1
	n1  = n0 * n0
	n2  = n1 * n1
	n3  = n2 * n2
	n4  = n3 * n3
	n5  = n4 * n4
	n6  = n5 * n5
	n7  = n6 * n6
	n8  = n7 * n7
	n9  = n8 * n8
	n10 = n9 * n9
	n11 = n10 * n10
	n12 = n11 * n11
	n13 = n12 * n12
	n14 = n13 * n13
	n15 = n14 * n14
	n16 = n15 * n15
	n17 = n16 * n16
	n18 = n17 * n17
	n19 = n18 * n18
	n20 = n19 * n19
	n21 = n20 * n20
	n22 = n21 * n21
	n23 = n22 * n22
	n24 = n23 * n23
	n25 = n24 * n24
	n26 = n25 * n25
	n27 = n26 * n26
	n28 = n27 * n27
	n29 = n28 * n28
	n30 = n29 * n29
	n31 = n30 * n30
	n32 = n31 * n31
	n33 = n32 * n32
	n34 = n33 * n33
	n35 = n34 * n34
	n36 = n35 * n35
	n37 = n36 * n36
	n38 = n37 * n37
	n39 = n38 * n38
	n40 = n39 * n39
)

const shifted = 1 << 1_000_000_000 >> 999_999_999

const divided = (1 << 511) / 3 % (1<<300 + 7)

func Value() float64 { return f40*1e300 + n40 + shifted + divided }
