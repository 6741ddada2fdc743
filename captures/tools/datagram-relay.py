#!/usr/bin/env python3
"""A UDP relay between clients and a server, that loses, repeats, delays and damages chosen datagrams.

usage: datagram-relay.py PORT SERVER_PORT [DEED...]
A deed reads SIDE:NUMBER:WHAT, where SIDE sends the datagram and NUMBER counts its datagrams from 0. WHAT: drop; twice;
late (it follows the side's next datagram); damage (its last byte changes); move (from here on the relay sends from another
port, as a NAT does that forgot the flow; of the client only).
"""
import select
import socket
import sys

HOST = "127.0.0.1"


def bound(port):
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind((HOST, port))
    return made


class Relay:
    def __init__(self, port, server_port, deeds):
        self.clients, self.server, self.server_address, self.client_address = bound(port), bound(0), (HOST, server_port), None
        self.deeds = {(side, int(number)): what for side, number, what in (deed.split(":") for deed in deeds)}
        self.count = {"client": 0, "server": 0}
        self.late = {"client": [], "server": []}

    def send(self, side, data):
        if side == "client":
            self.server.sendto(data, self.server_address)
        else:
            self.clients.sendto(data, self.client_address)

    def pass_on(self, side, data):
        what = self.deeds.get((side, self.count[side]))
        print(f"{side} {self.count[side]}: {len(data)} bytes {what or ''}", flush=True)
        self.count[side] += 1
        if what == "move":
            self.server = bound(0)
        if what == "damage":
            data = data[:-1] + bytes([data[-1] ^ 1])
        if what == "late":
            self.late[side].append(data)
            return
        if what != "drop":
            for copy in [data] * (2 if what == "twice" else 1) + self.late[side]:
                self.send(side, copy)
            self.late[side] = []

    def run(self):
        print("relaying", flush=True)
        while True:
            for ready in select.select([self.clients, self.server], [], [])[0]:
                data, address = ready.recvfrom(65536)
                if ready is self.clients:
                    self.client_address = address
                    self.pass_on("client", data)
                else:
                    self.pass_on("server", data)


Relay(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]).run()
