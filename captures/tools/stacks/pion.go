// Lines over DTLS 1.2 by Pion, both sides: pion PORT KEYS KEYLOG MTU. Each side prints the lines that it sends.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"strconv"

	"github.com/pion/dtls/v2"
)

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func certificate(keys, name string) []tls.Certificate {
	made, err := tls.LoadX509KeyPair(keys+"/"+name+".pem", keys+"/"+name+".key")
	check(err)
	return []tls.Certificate{made}
}

// The client speaks first.
func talk(connection net.Conn, side string) {
	received := make([]byte, 8192)
	for _, number := range []string{"first", "second"} {
		if side == "server" {
			_, err := connection.Read(received)
			check(err)
		}
		line := number + " line of the " + side + "\n"
		_, err := connection.Write([]byte(line))
		check(err)
		fmt.Print("1 " + side + " sent: " + line)
		if side == "client" {
			_, err := connection.Read(received)
			check(err)
		}
	}
}

func main() {
	port, err := strconv.Atoi(os.Args[1])
	check(err)
	mtu, err := strconv.Atoi(os.Args[4])
	check(err)
	keys := os.Args[2]
	log, err := os.Create(os.Args[3])
	check(err)
	address := &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}
	authority, err := os.ReadFile(keys + "/ca.pem")
	check(err)
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)

	listener, err := dtls.Listen("udp", address, &dtls.Config{
		Certificates: certificate(keys, "ecdsa"), ClientAuth: dtls.RequireAndVerifyClientCert, ClientCAs: pool, MTU: mtu,
	})
	check(err)
	go func() {
		connection, err := listener.Accept()
		check(err)
		talk(connection, "server")
	}()

	client, err := dtls.Dial("udp", address, &dtls.Config{
		Certificates: certificate(keys, "client-ecdsa"), RootCAs: pool, ServerName: "server.example", KeyLogWriter: log, MTU: mtu,
		SupportedProtocols: []string{"lines"},
	})
	check(err)
	talk(client, "client")
	check(client.Close())
}
