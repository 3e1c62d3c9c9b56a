// Package intake turns bytes into documents: plain text and HTML articles from files, folders, standard input and the web.
//
// [Walk] lists what there is to read without reading it; [Input.Read] reads one. Nothing that comes in is trusted: sizes,
// times, redirects and addresses are bounded, and whatever cannot be read gives an [Error] that names the input and the
// remedy while the others are read all the same.
//
// The text of a plain text file is the file decoded, otherwise unchanged, so that offsets hold against the file. Lines that
// belong to the page and not to the report ("Follow us on …") are left in place and listed as furniture.
package intake
