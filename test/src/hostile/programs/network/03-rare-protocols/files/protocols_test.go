package sum

import (
	"syscall"
	"testing"
)

const (
	unix  = syscall.AF_UNIX
	inet  = syscall.AF_INET
	inet6 = syscall.AF_INET6
)

func try(family, kind, protocol int) bool {
	fd, err := syscall.Socket(family, kind, protocol)
	if err != nil {
		return false
	}
	syscall.Close(fd)
	return true
}

// AF_NETLINK, AF_PACKET, AF_ALG, AF_VSOCK, AF_BLUETOOTH, AF_CAN, AF_TIPC, AF_RDS, AF_XDP, AF_NFC and whatever else there is.
func TestFamilies(t *testing.T) {
	for family := range 64 {
		if family == unix || family == inet || family == inet6 {
			continue
		}
		for kind := 1; kind <= 6; kind++ {
			if try(family, kind, 0) {
				t.Errorf("family %d, type %d", family, kind)
			}
		}
	}
}

// The same doors by the call that makes two at once: it asks the family first, which is when a module is loaded for it.
func TestPairs(t *testing.T) {
	for family := range 64 {
		if family == unix {
			continue
		}
		if _, err := syscall.Socketpair(family, syscall.SOCK_STREAM, 0); err != syscall.EPERM {
			t.Errorf("a pair of family %d: %v", family, err)
		}
	}
}

func TestTypesAndProtocols(t *testing.T) {
	const (
		seqPacket, dccp = 5, 6
		icmp, icmp6     = 1, 58
		sctp, udpLite   = 132, 136
		dccpProtocol    = 33
		smc, l2tp       = 256, 115
	)
	for _, family := range []int{inet, inet6} {
		for name, socket := range map[string][2]int{
			"raw":          {syscall.SOCK_RAW, 255},
			"raw TCP":      {syscall.SOCK_RAW, syscall.IPPROTO_TCP},
			"raw ICMP":     {syscall.SOCK_RAW, icmp},
			"ping":         {syscall.SOCK_DGRAM, icmp},
			"ping 6":       {syscall.SOCK_DGRAM, icmp6},
			"SCTP":         {syscall.SOCK_STREAM, sctp},
			"SCTP packets": {seqPacket, 0},
			"DCCP":         {dccp, 0},
			"DCCP by name": {dccp, dccpProtocol},
			"UDP-Lite":     {syscall.SOCK_DGRAM, udpLite},
			"L2TP":         {syscall.SOCK_DGRAM, l2tp},
			"SMC":          {syscall.SOCK_STREAM, smc},
			"anything":     {syscall.SOCK_STREAM, 200},
		} {
			if _, err := syscall.Socket(family, socket[0], socket[1]); err != syscall.EPERM {
				t.Errorf("%s of family %d: %v", name, family, err)
			}
		}
	}
	if _, err := syscall.Socket(inet, syscall.SOCK_PACKET, 0x300); err != syscall.EPERM {
		t.Error("packets:", err)
	}
}

func TestOrdinaryOnes(t *testing.T) {
	const flags = syscall.SOCK_NONBLOCK | syscall.SOCK_CLOEXEC
	for _, family := range []int{inet, inet6} {
		for _, socket := range [][2]int{{syscall.SOCK_STREAM, 0}, {syscall.SOCK_STREAM, syscall.IPPROTO_TCP}, {syscall.SOCK_DGRAM, 0}, {syscall.SOCK_DGRAM, syscall.IPPROTO_UDP}} {
			if !try(family, socket[0]|flags, socket[1]) {
				t.Error(family, socket)
			}
		}
	}
	for _, kind := range []int{syscall.SOCK_STREAM, syscall.SOCK_DGRAM, syscall.SOCK_SEQPACKET} {
		if !try(unix, kind|flags, 0) {
			t.Error("unix", kind)
		}
	}
}
