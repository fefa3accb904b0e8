// Command tidingsctl is Tidings in the terminal.
package main

import "tidings/app/terminal"

func main() { terminal.Main() }
