// One page over TLS by Go's crypto/tls, both sides: page PORT KEYS KEYLOG.
package main

import (
	"crypto/tls"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	port, keys := os.Args[1], os.Args[2]
	keyLog, err := os.Create(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	listener, err := tls.Listen("tcp", "127.0.0.1:"+port, serverConfig(keys))
	if err != nil {
		log.Fatal(err)
	}
	go http.Serve(listener, http.FileServer(http.Dir(keys+"/www")))

	config := &tls.Config{ServerName: "server.example", InsecureSkipVerify: true, KeyLogWriter: keyLog}
	client := http.Client{Transport: &http.Transport{TLSClientConfig: config, DisableKeepAlives: true}}
	answer, err := client.Get("https://127.0.0.1:" + port + "/hello.html")
	if err != nil {
		log.Fatal(err)
	}
	io.Copy(os.Stdout, answer.Body)
}

func serverConfig(keys string) *tls.Config {
	certificate, err := tls.LoadX509KeyPair(keys+"/server.pem", keys+"/server.key")
	if err != nil {
		log.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{certificate}}
}
