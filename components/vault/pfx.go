package vault

import (
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"

	"software.sslmate.com/src/go-pkcs12"
)

var (
	// errPassword is a PFX that does not open without a password.
	errPassword = errors.New("it needs a password")
	// errOtherKey is a PFX whose key fits none of its certificates.
	errOtherKey = errors.New("the key is of another certificate")
)

// openPFX returns the certificate that the private key of a PFX without a password belongs to; the others are its chain,
// in whatever order the exporting program has left them. No error holds a part of the PFX.
func openPFX(data []byte) (*x509.Certificate, error) {
	key, first, chain, err := pkcs12.DecodeChain(data, "")
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword) || errors.Is(err, pkcs12.ErrDecryption):
		return nil, errPassword
	case err != nil:
		return nil, fmt.Errorf("opening the PFX: %w", err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("a key of type %T signs nothing", key)
	}
	public, ok := signer.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok {
		return nil, fmt.Errorf("a key of type %T cannot be compared", key)
	}
	for _, certificate := range append([]*x509.Certificate{first}, chain...) {
		if public.Equal(certificate.PublicKey) {
			return certificate, nil
		}
	}
	return nil, errOtherKey
}
