package internet

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"sync"
	"time"
)

// certificates are what hosts show, signed by an authority that the Transport of
// the world trusts.
type certificates struct {
	from  time.Time
	key   *ecdsa.PrivateKey // one for all but what is self-signed: nobody is to be kept out
	plan  *x509.Certificate // of the authority
	roots *x509.CertPool

	mu   sync.Mutex
	made map[string]*tls.Certificate // by name and fault
}

func newCertificates(now time.Time) *certificates {
	c := &certificates{from: now.AddDate(-2, 0, 0), roots: x509.NewCertPool(), made: map[string]*tls.Certificate{}}
	c.key = must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	c.plan = &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: c.from, NotAfter: c.from.AddDate(20, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	c.roots.AddCert(must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, c.plan, c.plan, &c.key.PublicKey, c.key)))))
	return c
}

// of is what a host shows under a fault.
func (c *certificates) of(name string, fault Kind) *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	have := c.made[name+"\n"+string(fault)]
	if have == nil {
		have = c.sign(name, fault)
		c.made[name+"\n"+string(fault)] = have
	}
	return have
}

func (c *certificates) sign(name string, fault Kind) *tls.Certificate {
	plan := &x509.Certificate{
		SerialNumber: big.NewInt(int64(len(c.made)) + 2), NotBefore: c.from, NotAfter: c.from.AddDate(20, 0, 0),
		DNSNames: []string{name}, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	parent, key := c.plan, c.key
	switch fault {
	case Expired:
		plan.NotAfter = c.from.AddDate(1, 0, 0)
	case NotYetValid:
		plan.NotBefore = c.from.AddDate(10, 0, 0)
	case WrongName, Portal:
		plan.DNSNames = []string{"another.example"}
	case SelfSigned:
		parent, key = plan, must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	}
	der := must(x509.CreateCertificate(rand.Reader, plan, parent, &key.PublicKey, key))
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// must is for what fails only if this package is wrong.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
