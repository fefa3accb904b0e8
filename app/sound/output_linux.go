package sound

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jfreymuth/pulse/proto"
)

// pulseOutput plays by a server that speaks PulseAudio's protocol, as PipeWire's
// does too. We use the protocol only: the library's own streams may send to a
// channel that they have closed.
type pulseOutput struct {
	desk
	client *proto.Client
	conn   net.Conn
	stream uint32
	pull   func([]float32) int
	lost   func(error)
}

const (
	// pulseDelay is how much of the sound the server holds.
	pulseDelay = 200 * time.Millisecond
	pulseBytes = Rate * channels * 4 * int(pulseDelay/time.Millisecond) / 1000
)

// SystemOutput opens the system's output.
func SystemOutput(pull func([]float32) int, lost func(error)) (Output, error) {
	o := &pulseOutput{pull: pull, lost: lost}
	o.open()
	if err := o.connect(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoOutput, err)
	}
	go o.serve()
	return o, nil
}

// pulseServer is where the server listens (freedesktop.org, PulseAudio's server
// strings).
func pulseServer() (network, address string) {
	for s := range strings.FieldsSeq(os.Getenv("PULSE_SERVER")) {
		if i := strings.IndexByte(s, '}'); s[0] == '{' && i > 0 {
			s = s[i+1:] // of which machine this is said
		}
		switch kind, rest, _ := strings.Cut(s, ":"); {
		case strings.HasPrefix(s, "/"):
			return "unix", s
		case kind == "unix":
			return "unix", rest
		case kind == "tcp" || kind == "tcp4" || kind == "tcp6":
			if _, _, err := net.SplitHostPort(rest); err != nil {
				rest = net.JoinHostPort(strings.Trim(rest, "[]"), "4713")
			}
			return kind, rest
		}
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		dir = filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	}
	return "unix", filepath.Join(dir, "pulse", "native")
}

// pulseCookie is what the server knows its users by.
func pulseCookie() []byte {
	files := []string{os.Getenv("PULSE_COOKIE")}
	if home, err := os.UserHomeDir(); err == nil {
		files = append(files, filepath.Join(home, ".config/pulse/cookie"), filepath.Join(home, ".pulse-cookie"))
	}
	for _, f := range files {
		if cookie, err := os.ReadFile(f); f != "" && err == nil && len(cookie) == 256 {
			return cookie
		}
	}
	return make([]byte, 256) // servers that ask for none take any
}

func (o *pulseOutput) connect() error {
	network, address := pulseServer()
	conn, err := net.DialTimeout(network, address, 3*time.Second)
	if err != nil {
		return err
	}
	o.conn = conn
	o.client = &proto.Client{Callback: o.told}
	o.client.SetTimeout(3 * time.Second)
	o.client.Open(conn)
	if err := o.introduce(); err != nil {
		conn.Close()
		return err
	}
	return nil
}

func (o *pulseOutput) introduce() error {
	var auth proto.AuthReply
	if err := o.client.Request(&proto.Auth{Version: o.client.Version(), Cookie: pulseCookie()}, &auth); err != nil {
		return err
	}
	o.client.SetVersion(auth.Version)
	names := proto.PropList{
		"application.name":      proto.PropListString("Tidings"),
		"application.icon_name": proto.PropListString("tidings"),
		"media.role":            proto.PropListString("music"),
	}
	if err := o.client.Request(&proto.SetClientName{Props: names}, &proto.SetClientNameReply{}); err != nil {
		return err
	}
	var reply proto.CreatePlaybackStreamReply
	err := o.client.Request(&proto.CreatePlaybackStream{
		SampleSpec:            proto.SampleSpec{Format: proto.FormatFloat32LE, Channels: channels, Rate: Rate},
		ChannelMap:            proto.ChannelMap{proto.ChannelLeft, proto.ChannelRight},
		ChannelVolumes:        proto.ChannelVolumes{0x10000, 0x10000}, // not used: the server remembers ours
		SinkIndex:             proto.Undefined,
		Corked:                true,
		BufferMaxLength:       proto.Undefined,
		BufferTargetLength:    uint32(pulseBytes),
		BufferPrebufferLength: proto.Undefined,
		BufferMinimumRequest:  proto.Undefined,
		AdjustLatency:         true,
		Properties:            proto.PropList{"media.name": proto.PropListString("Tidings")},
	}, &reply)
	if err != nil {
		return err
	}
	o.stream = reply.StreamIndex
	o.say(func(d *order) { d.want += int(reply.Missing) / 4 })
	return nil
}

// told is what the server says, on the goroutine that reads from it.
func (o *pulseOutput) told(message any) {
	switch m := message.(type) {
	case *proto.Request:
		o.say(func(d *order) { d.want += int(m.Length) / 4 })
	case *proto.PlaybackStreamKilled, *proto.ConnectionClosed:
		o.Close()
		o.lost(fmt.Errorf("%w: the server ended the stream", ErrNoOutput))
	}
}

// serve carries out what is ordered, until the end.
func (o *pulseOutput) serve() {
	defer o.conn.Close()
	samples, bytes := make([]float32, 4096), make([]byte, 4*4096)
	playing, owed := false, 0 // owed is what the server asked for while nothing was played
	for {
		todo := o.next(playing)
		owed += todo.want
		switch {
		case todo.close:
			return
		case todo.flush:
			if o.ask(&proto.FlushPlaybackStream{StreamIndex: o.stream}) != nil {
				return
			}
		}
		if todo.play != playing {
			playing = todo.play
			if o.ask(&proto.CorkPlaybackStream{StreamIndex: o.stream, Corked: !playing}) != nil {
				return
			}
		}
		for playing && owed > 0 {
			part := samples[:min(owed, len(samples))]
			clear(part[o.pull(part):]) // silence keeps the clock going
			for i, x := range part {
				binary.LittleEndian.PutUint32(bytes[4*i:], math.Float32bits(x))
			}
			if o.client.Send(o.stream, bytes[:4*len(part)]) != nil {
				o.lost(fmt.Errorf("%w: the server is gone", ErrNoOutput))
				return
			}
			owed -= len(part)
		}
	}
}

// ask sends an order; one that is late is not lost with it.
func (o *pulseOutput) ask(r proto.RequestArgs) error {
	err := o.client.Request(r, nil)
	var refused proto.Error
	if err == nil || errors.As(err, &refused) || os.IsTimeout(err) {
		return nil
	}
	o.lost(fmt.Errorf("%w: %w", ErrNoOutput, err))
	return err
}

// Delay is Output's.
func (o *pulseOutput) Delay() time.Duration { return pulseDelay }
