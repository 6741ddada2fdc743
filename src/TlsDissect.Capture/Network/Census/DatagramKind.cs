using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>
/// Recognizes the content of a datagram by its bytes: TLS in another form, or a tunnel that may contain TLS. It recognizes only what is
/// certain, because a wrong name is worse than <see cref="UndissectedKind.Udp"/>. Never throws. It needs only the header, even if a snap
/// length removed the rest.
/// </summary>
internal static class DatagramKind
{
    /// <summary>The port of HTTP/3.</summary>
    private const int Https = 443;

    /// <summary>Returns the kind of a datagram.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="known">The kind of an earlier datagram of its flow; <see cref="UndissectedKind.Udp"/> if unknown.</param>
    public static Undissected Of(in Datagram datagram, UndissectedKind known)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        if (payload.IsEmpty) return new Undissected(UndissectedKind.Udp);
        // After the handshake QUIC has short headers, which reveal nothing. Data of OpenVPN and ESP reveals little more.
        if (known is UndissectedKind.Quic or UndissectedKind.OpenVpn or UndissectedKind.IpsecInUdp) return new Undissected(known);
        // A client whose version is refused begins again with another one.
        if (QuicHeader.IsLong(payload))
            return new Undissected(QuicHeader.IsDissected(payload) ? UndissectedKind.Quic : UndissectedKind.OtherQuic);
        if (known is UndissectedKind.OtherQuic) return new Undissected(known);
        if (DtlsDatagram.IsRecord(datagram, isKnown: known == UndissectedKind.Dtls)) return new Undissected(UndissectedKind.Dtls);
        if (RadiusPacket.TryReadTlsMethod(datagram, out byte method)) return new Undissected(UndissectedKind.EapInRadius, method);
        if (VpnHeader.IsWireGuard(datagram, isKnown: known == UndissectedKind.WireGuard)) return new Undissected(UndissectedKind.WireGuard);
        if (VpnHeader.IsOpenVpn(datagram)) return new Undissected(UndissectedKind.OpenVpn);
        if (VpnHeader.IsIpsec(datagram)) return new Undissected(UndissectedKind.IpsecInUdp);
        bool mayBeQuic = QuicHeader.MayBeShort(payload) && (datagram.Source.Port == Https || datagram.Destination.Port == Https);
        return new Undissected(mayBeQuic ? UndissectedKind.UdpOn443 : UndissectedKind.Udp);
    }
}
