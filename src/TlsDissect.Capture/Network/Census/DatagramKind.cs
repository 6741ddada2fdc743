using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>
/// Recognizes what a datagram holds, by its bytes: TLS in another form, or a tunnel that TLS may be in. Only what is certain: a wrong name is worse than <see cref="UndissectedKind.Udp"/>.
/// Never throws; needs the header of what it recognizes, whatever else a snap length has kept.
/// </summary>
internal static class DatagramKind
{
    /// <summary>The kind of a datagram.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="known">What an earlier datagram of its flow was; <see cref="UndissectedKind.Udp"/> where that says nothing.</param>
    public static Undissected Of(in Datagram datagram, UndissectedKind known)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        if (payload.IsEmpty) return new Undissected(UndissectedKind.Udp);
        // After the handshake QUIC has short headers, which say nothing; OpenVPN's and ESP's data say little more.
        if (known is UndissectedKind.Quic or UndissectedKind.OpenVpn or UndissectedKind.IpsecInUdp) return new Undissected(known);
        if (QuicHeader.IsLong(payload)) return new Undissected(UndissectedKind.Quic);
        if (DtlsHeader.IsRecord(datagram, isKnown: known == UndissectedKind.Dtls)) return new Undissected(UndissectedKind.Dtls);
        if (RadiusPacket.TryReadTlsMethod(datagram, out byte method)) return new Undissected(UndissectedKind.EapInRadius, method);
        if (VpnHeader.IsWireGuard(datagram, isKnown: known == UndissectedKind.WireGuard)) return new Undissected(UndissectedKind.WireGuard);
        if (VpnHeader.IsOpenVpn(datagram)) return new Undissected(UndissectedKind.OpenVpn);
        return new Undissected(VpnHeader.IsIpsec(datagram) ? UndissectedKind.IpsecInUdp : UndissectedKind.Udp);
    }
}
