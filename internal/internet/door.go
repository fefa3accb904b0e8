package internet

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
)

// A caller is a connection with the address that was dialled, of which a server
// otherwise knows nothing before TLS or HTTP name it.
type caller struct {
	net.Conn
	dialled string // host and port
}

// A door is where connections of memory arrive: a net.Listener.
type door struct {
	in     chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newDoor() *door {
	return &door{in: make(chan net.Conn), closed: make(chan struct{})}
}

// knock gives a connection to whoever accepts; false: nobody does any more.
func (d *door) knock(c net.Conn) bool {
	select {
	case d.in <- c:
		return true
	case <-d.closed:
		return false
	}
}

func (d *door) Accept() (net.Conn, error) {
	select {
	case c := <-d.in:
		return c, nil
	case <-d.closed:
		return nil, net.ErrClosed
	}
}

func (d *door) Close() error {
	d.once.Do(func() { close(d.closed) })
	return nil
}

func (d *door) Addr() net.Addr { return place("door") }

// place is an address of the model.
type place string

func (p place) Network() string { return "tcp" }
func (p place) String() string  { return string(p) }

// greeted is a listener on loopback. Who dials says first, in a line of its own,
// which host is meant.
type greeted struct {
	net.Listener
	world *World
}

func (g greeted) Accept() (net.Conn, error) {
	for {
		c, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		in := bufio.NewReaderSize(c, 256)
		line, err := in.ReadString('\n')
		if err != nil {
			_ = c.Close()
			continue
		}
		rest := io.MultiReader(io.LimitReader(in, int64(in.Buffered())), c)
		if s := g.world.accept(caller{begun{c, rest}, strings.TrimSpace(line)}); s != nil {
			return s, nil
		}
	}
}

// greet says which host is meant.
func greet(c net.Conn, address string) error {
	_, err := fmt.Fprintln(c, address)
	return err
}

// begun is a connection of which something was read ahead.
type begun struct {
	net.Conn
	from io.Reader
}

func (b begun) Read(p []byte) (int, error) { return b.from.Read(p) }
