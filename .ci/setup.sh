#!/bin/sh
# Finds what is missing to build, run and test Tidings, says what it will
# install and with which command, and installs it. Does nothing when all is
# there.
#
#   setup.sh terminal   only what tidingsctl needs (Go itself)
#   setup.sh window     also what the window is built with
#   setup.sh test       also the virtual display that the tests drive
set -eu
want=${1:-test}

have() { command -v "$1" >/dev/null 2>&1; }
lib() { pkg-config --exists "$1" 2>/dev/null; }

if ! have go; then
	echo "Tidings is written in Go, and there is no 'go' command here."
	echo "Get Go 1.26 or newer from https://go.dev/dl/ and call this again."
	exit 1
fi
[ "$want" = terminal ] && exit 0

case $(uname -s) in
Darwin)
	if ! xcode-select -p >/dev/null 2>&1; then
		echo "The window needs Apple's command line tools: xcode-select --install"
		exit 1
	fi
	exit 0 ;;
Linux) ;;
*) exit 0 ;;
esac

# any of the files in which Mesa keeps its software renderer
software_gl() {
	for f in /usr/lib*/dri/swrast_dri.so /usr/lib/*/dri/swrast_dri.so \
		/usr/lib*/libgallium*.so /usr/lib/*/libgallium*.so; do
		[ -e "$f" ] && return 0
	done
	return 1
}

# What each thing is called by the package managers: apt, dnf, pacman.
missing=""
need() { missing="$missing $1"; }

have gcc || need compiler
have pkg-config || need pkgconfig
for l in x11 xcursor xrandr xinerama xi xxf86vm; do
	lib $l || { need xlibs; break; }
done
lib gl || need opengl
if [ "$want" = test ]; then
	have Xvfb || need display
	have xdotool || need keyboard
	# The display is a virtual one, so OpenGL has to be drawn in software.
	software_gl || need software
	# The demo newsroom writes in scripts that the bundled fonts do not have.
	if ! have fc-list || [ -z "$(fc-list :lang=zh file)" ] || [ -z "$(fc-list :lang=ar file)" ]; then
		need fonts
	fi
fi
[ -z "$missing" ] && exit 0

names() {
	case $1:$2 in
	apt:compiler) echo gcc libc6-dev ;;
	apt:pkgconfig) echo pkg-config ;;
	apt:xlibs) echo libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev ;;
	apt:opengl) echo libgl1-mesa-dev ;;
	apt:display) echo xvfb ;;
	apt:keyboard) echo xdotool ;;
	apt:software) echo libgl1-mesa-dri ;;
	apt:fonts) echo fontconfig fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji ;;
	dnf:compiler) echo gcc ;;
	dnf:pkgconfig) echo pkgconf-pkg-config ;;
	dnf:xlibs) echo libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel ;;
	dnf:opengl) echo mesa-libGL-devel ;;
	dnf:display) echo xorg-x11-server-Xvfb ;;
	dnf:keyboard) echo xdotool ;;
	dnf:software) echo mesa-dri-drivers ;;
	dnf:fonts) echo fontconfig google-noto-sans-arabic-vf-fonts google-noto-sans-cjk-vf-fonts google-noto-color-emoji-fonts ;;
	pacman:compiler) echo gcc ;;
	pacman:pkgconfig) echo pkgconf ;;
	pacman:xlibs) echo libx11 libxcursor libxrandr libxinerama libxi libxxf86vm ;;
	pacman:opengl) echo mesa ;;
	pacman:display) echo xorg-server-xvfb ;;
	pacman:keyboard) echo xdotool ;;
	pacman:software) echo mesa ;;
	pacman:fonts) echo fontconfig noto-fonts noto-fonts-cjk noto-fonts-emoji ;;
	esac
}

if have apt-get; then
	kind=apt; before="apt-get update -q"; install="apt-get install -y -q --no-install-recommends"
elif have dnf; then
	kind=dnf; before=""; install="dnf install -y"
elif have pacman; then
	kind=pacman; before=""; install="pacman -Sy --needed --noconfirm"
else
	echo "Tidings needs:$missing. There is neither apt-get nor dnf nor pacman here;"
	echo "please install a C compiler, pkg-config, the development files of X11,"
	echo "Xcursor, Xrandr, Xinerama, Xi, Xxf86vm and OpenGL, and for the tests Xvfb and xdotool."
	exit 1
fi

packages=""
for m in $missing; do packages="$packages $(names $kind "$m")"; done

root=""
if [ "$(id -u)" != 0 ]; then
	if ! have sudo; then
		echo "Missing:$packages"
		echo "Please install them as root: $install$packages"
		exit 1
	fi
	root="sudo"
fi
echo "Installing what Tidings is built and tested with:"
echo "  $root $install$packages"
export DEBIAN_FRONTEND=noninteractive
[ -z "$before" ] || $root $before
$root $install $packages
