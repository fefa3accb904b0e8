package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
)

// Numbers of the system that say what net's errors do not. Windows has its own
// for sockets (WSAENETDOWN and so on), which the syscall package does not map.
var (
	noNetwork = []syscall.Errno{syscall.ENETUNREACH, syscall.ENETDOWN, 10050, 10051}
	cutOff    = []syscall.Errno{syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE, 10053, 10054}
)

// classify says what kind of failure err is. late is the Class if time is up:
// Timeout before an answer, Slow within one.
func classify(ctx context.Context, err error, late Class) *Error {
	e := &Error{Err: err}
	e.Class, e.Flaw = classOf(context.Cause(ctx), err, late)
	if e.Class != Canceled && e.Class != Offline {
		e.blameProxy(err)
	}
	return e
}

func classOf(ended, err error, late Class) (Class, Flaw) {
	var dns *net.DNSError
	var op *net.OpError
	var away *noWayError
	var system syscall.Errno
	var timeout interface{ Timeout() bool }
	switch {
	case ended == errLate, ended == errIdle, ended == context.DeadlineExceeded:
		return late, ""
	case ended != nil, errors.Is(err, context.Canceled):
		return Canceled, ""
	case errors.Is(err, errInside):
		return Redirects, Inside
	case errors.As(err, &away):
		return Refused, NoWay
	case isNoNetwork(err):
		return Offline, ""
	case isUnanswered(err):
		return DNS, NoAnswer
	case errors.As(err, &dns):
		return DNS, ""
	case errors.As(err, &timeout) && timeout.Timeout():
		return late, ""
	}
	if is, flaw := tlsFlaw(err); is {
		return TLS, flaw
	}
	switch {
	case errors.As(err, &op) && (op.Op == "dial" || op.Op == toProxy):
		return Refused, ""
	case errors.As(err, &system) && slices.Contains(cutOff, system),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed),
		isEnd(err):
		return Broken, ""
	}
	return Protocol, "" // it is not the network: the answer makes no sense
}

// isEnd reports whether a server ended a connection before it was asked, or a stream
// or connection of HTTP/2. The errors that say so are private to net/http.
func isEnd(err error) bool {
	text := err.Error()
	return strings.Contains(text, "server closed idle connection") || strings.Contains(text, "stream error: ") || strings.Contains(text, "GOAWAY") ||
		strings.Contains(text, "client connection lost")
}

// tlsFlaw reports whether err is of TLS, and what is wrong with the certificate.
func tlsFlaw(err error) (bool, Flaw) {
	var (
		authority x509.UnknownAuthorityError
		host      x509.HostnameError
		invalid   x509.CertificateInvalidError
		record    tls.RecordHeaderError
		verify    *tls.CertificateVerificationError
		alert     tls.AlertError
	)
	switch {
	case errors.As(err, &authority):
		return true, UnknownAuthority
	case errors.As(err, &host):
		return true, WrongHost
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		if strings.Contains(invalid.Detail, "before") { // "current time … is before …"
			return true, NotYetValid
		}
		return true, Expired
	case errors.As(err, &invalid), errors.As(err, &record), errors.As(err, &verify), errors.As(err, &alert),
		errors.Is(err, http.ErrSchemeMismatch):
		return true, ""
	}
	text := err.Error()
	return strings.HasPrefix(text, "tls: ") || strings.HasPrefix(text, "remote error: tls: "), ""
}

// Failure is the *Error for what went wrong between us and a server that is not one of the
// web, such as one of mail. address is what was asked for, without login.
func Failure(ctx context.Context, address string, err error) *Error {
	e := classify(ctx, err, Timeout)
	e.URL = address
	return e
}
