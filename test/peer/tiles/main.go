// Reads a published log with Go's own transparency log packages and checks all of it: the signed head, every tile,
// every entry, and that each head begins with every earlier one it is given.
//
//	main URL VERIFIER-KEY [SIZE:ROOT-IN-BASE64 ...]
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(url, key string, earlier []string) error {
	head, err := readHead(url, key)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(head, &tiles{url})
	root, err := tlog.TreeHash(head.N, hashes)
	if err != nil {
		return err
	}
	if root != head.Hash {
		return fmt.Errorf("tiles lead to %v, the head says %v", root, head.Hash)
	}
	if err := checkEntries(url, head, hashes); err != nil {
		return err
	}
	for _, text := range earlier {
		if err := checkEarlier(text, head, hashes); err != nil {
			return err
		}
	}
	fmt.Printf("%d %s\n", head.N, base64.StdEncoding.EncodeToString(root[:]))
	return nil
}

// readHead opens the checkpoint under the log's key; other lines are for others.
func readHead(url, key string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	text, err := get(url + "/log/checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 3 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of this log: %q", opened.Text)
	}
	return parseTree(lines[1], lines[2])
}

func parseTree(size, root string) (tlog.Tree, error) {
	n, err := strconv.ParseInt(size, 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(root)
	return tlog.Tree{N: n, Hash: hash}, err
}

// checkEntries reads every bundle and proves each entry of it.
func checkEntries(url string, head tlog.Tree, hashes tlog.HashReader) error {
	for n := int64(0); n < head.N; {
		width := head.N - n
		if width > 1<<height {
			width = 1 << height
		}
		tile := tlog.Tile{H: height, L: -1, N: n >> height, W: int(width)}
		bundle, err := get(url + "/log/" + pathOf(tile))
		if err != nil {
			return err
		}
		for ; len(bundle) > 0; n++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return fmt.Errorf("bundle %d ends within an entry", tile.N)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			proof, err := tlog.ProveRecord(head.N, n, hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, head.N, head.Hash, n, tlog.RecordHash(bundle[2:end])); err != nil {
				return fmt.Errorf("entry %d: %w", n, err)
			}
			bundle = bundle[end:]
		}
	}
	return nil
}

func checkEarlier(text string, head tlog.Tree, hashes tlog.HashReader) error {
	parts := strings.SplitN(text, ":", 2)
	before, err := parseTree(parts[0], parts[1])
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(head.N, before.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, head.N, head.Hash, before.N, before.Hash)
}

// tiles fetches tiles by the paths of C2SP tlog-tiles, which leave the height out.
type tiles struct{ url string }

func (t *tiles) Height() int                         { return height }
func (t *tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, tile := range wanted {
		bytes, err := get(t.url + "/log/" + pathOf(tile))
		if err != nil {
			return nil, err
		}
		data[i] = bytes
	}
	return data, nil
}

func pathOf(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

func get(url string) ([]byte, error) {
	response, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, response.Status)
	}
	return io.ReadAll(response.Body)
}
