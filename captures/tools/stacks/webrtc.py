#!/usr/bin/env python3
"""Two WebRTC peers of aiortc in one process: STUN, DTLS with SRTP, SCTP and RTP in one flow.

usage: webrtc.py KEYLOG SENT
Says lines on a data channel and sends half a second of silence in each direction. KEYLOG is the DTLS client's key log; SENT gets what
each side gave to DTLS, as sent.txt has it. Needs Debian's python3-aiortc.
"""
import asyncio
import hashlib
import sys

from aiortc import RTCPeerConnection
from aiortc.mediastreams import AudioStreamTrack
from aiortc.rtcdtlstransport import RTCCertificate, RTCDtlsTransport

key_log, sent_file = sys.argv[1:]
sent = {"client": b"", "server": b""}

create_context, send_data = RTCCertificate._create_ssl_context, RTCDtlsTransport._send_data


def create_context_with_log(self):
    context = create_context(self)
    context.set_keylog_callback(lambda connection, line: open(key_log, "ab").write(line + b"\n"))
    return context


async def send_and_note(self, data):
    sent[self._role] += data
    await send_data(self, data)


RTCCertificate._create_ssl_context, RTCDtlsTransport._send_data = create_context_with_log, send_and_note


async def main():
    caller, callee, done = RTCPeerConnection(), RTCPeerConnection(), asyncio.Event()
    channel = caller.createDataChannel("lines")
    caller.addTrack(AudioStreamTrack())
    callee.addTrack(AudioStreamTrack())

    @channel.on("open")
    def on_open():
        channel.send("first line of the caller")

    @channel.on("message")
    def on_answer(line):
        if line.startswith("first"):
            channel.send("second line of the caller")
        else:
            done.set()

    @callee.on("datachannel")
    def on_channel(theirs):
        @theirs.on("message")
        def on_message(line):
            theirs.send(line.replace("caller", "callee"))

    await caller.setLocalDescription(await caller.createOffer())
    await callee.setRemoteDescription(caller.localDescription)
    await callee.setLocalDescription(await callee.createAnswer())
    await caller.setRemoteDescription(callee.localDescription)
    await asyncio.wait_for(done.wait(), 10)
    await asyncio.sleep(0.5)
    await caller.close()
    await callee.close()
    with open(sent_file, "w") as out:
        for side, data in sent.items():
            out.write(f"0 {side} {len(data)} {hashlib.sha256(data).hexdigest()}\n")


asyncio.run(main())
