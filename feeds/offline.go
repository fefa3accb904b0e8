package feeds

// Pictures says which pictures of an article are on this computer. The numbers are
// stored and stay.
type Pictures int

// What is here.
const (
	PicturesUnknown Pictures = iota // nobody has looked which it has
	PicturesNone                    // none of them
	PicturesSome
	PicturesAll // or it has none
)

// Ready says what of articles is fetched ahead, to be read without a network. The
// numbers are stored and stay.
type Ready int

// From the least to the most.
const (
	ReadyAsAround Ready = iota // as the folder around says, else as for everything
	ReadyOff                   // what the feed gives
	ReadyText                  // the whole texts
	ReadyPictures              // the whole texts with their pictures
)

// Remote says whether the pictures of a feed's articles are fetched from their
// servers. The numbers are stored and stay.
type Remote int

// The choices.
const (
	RemoteAsAll Remote = iota // as for everything
	RemoteShown
	RemoteBlocked
)

// Offline reports whether everything of an article is here: its whole text and all
// its pictures.
func (a Article) Offline() bool { return a.Whole() && a.Pictures == PicturesAll }

// Marked reports whether the reader put an article somewhere to find it again.
func (a Article) Marked() bool {
	return a.Status.Starred || a.Status.Later || a.Noted || a.Kept
}

// A Place is where the reader was in an article. It names what stood at the top of
// the view, so that it is found again at another width or in a text that changed.
type Place struct {
	Block int     // number of the block, from 0
	Key   string  // how the block begins; empty: not known
	Into  float64 // how much of the block is above the view, from 0 to 1
	Whole float64 // how much of the article is above the view, from 0 to 1
}
