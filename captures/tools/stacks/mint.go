// One page over TLS 1.3 by mint, which speaks to the server that listens: mint PORT. MINT_LOG=crypto tells the secrets.
package main

import (
	"fmt"
	"io"
	"log"
	"os"

	"github.com/bifurcation/mint"
)

func main() {
	connection, err := mint.Dial("tcp", "127.0.0.1:"+os.Args[1], &mint.Config{ServerName: "server.example", InsecureSkipVerify: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Fprint(connection, "GET /hello.html HTTP/1.1\r\nHost: server.example\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n")
	answer, _ := io.ReadAll(connection)
	os.Stdout.Write(answer)
	connection.Close()
}
