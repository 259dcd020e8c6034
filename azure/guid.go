package azure

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strconv"
	"strings"
)

// guidNamespace is this project's own RFC 4122 namespace. Changing it renames every role assignment that was ever made,
// which azure-native answers with a replacement.
var guidNamespace = [16]byte{0x6f, 0x1d, 0x0a, 0x5e, 0x3c, 0x52, 0x4b, 0x7a, 0x9d, 0x41, 0x27, 0x88, 0x0e, 0xb6, 0x93, 0xc4}

// DeterministicGUID returns a name-based GUID (RFC 4122 version 5, lower case) that is the same for the same parts in
// the same order, and differs when a part boundary moves: ("ab", "c") is not ("a", "bc").
// Parts are compared as written; pass [ID.Key] for an ARM ID, whose case is not fixed.
//
// ARM requires a role assignment's name to be a GUID: https://learn.microsoft.com/azure/role-based-access-control/role-assignments
func DeterministicGUID(parts ...string) string {
	h := sha1.New() //nolint:gosec // RFC 4122 version 5 prescribes SHA-1; nothing secret depends on it.
	h.Write(guidNamespace[:])
	h.Write(framed(parts))
	b := h.Sum(nil)[:16]
	b[6] = b[6]&0x0f | 0x50 // version 5
	b[8] = b[8]&0x3f | 0x80 // RFC 4122 variant
	s := hex.EncodeToString(b)
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// Unique returns 13 characters that are the same for the same parts: lower-case letters and the digits 2 to 7, the first
// of them a letter, so that the result may stand anywhere in any Azure name. It carries 64 bits less the first letter's
// bias, enough for names that must be globally unique.
func Unique(parts ...string) string {
	sum := sha256.Sum256(framed(parts))
	s := strings.ToLower(base32.StdEncoding.EncodeToString(sum[1:9]))
	return string(rune('a'+sum[0]%26)) + s[:12]
}

// IsGUID reports whether s is a GUID in the form ARM uses: 8-4-4-4-12 hexadecimal digits, in either case, no braces.
func IsGUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, c := range []byte(s) {
		switch {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f', c >= 'A' && c <= 'F':
		default:
			return false
		}
	}
	return true
}

// framed joins parts with their lengths, so that different lists never give the same bytes.
func framed(parts []string) []byte {
	var b []byte
	for _, p := range parts {
		b = strconv.AppendInt(b, int64(len(p)), 10)
		b = append(b, ':')
		b = append(b, p...)
	}
	return b
}
