using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network;

/// <summary>Told by <see cref="PacketDecoder"/> of packets that bring its caller nothing. Every packet is told of once, but for those that <see cref="OnJoined"/> takes back.</summary>
internal interface IUndissectedSink
{
    /// <summary>A packet without a TCP segment or UDP datagram.</summary>
    /// <param name="why">Why it is not dissected.</param>
    /// <param name="packets">Packets that it came in: more than one if an outer header of it was in fragments.</param>
    void OnPacket(Undissected why, int packets);

    /// <summary>A UDP datagram whose packet was asked for TCP alone. Its checksum is not looked at.</summary>
    /// <param name="datagram">Borrowed until the call returns.</param>
    /// <param name="packets">Packets that it came in: more than one if it was in fragments.</param>
    void OnDatagram(in Datagram datagram, int packets);

    /// <summary>Fragments that were told of as <see cref="UndissectedKind.Fragment"/> are now part of a whole datagram, which is told of or returned with all its packets.</summary>
    /// <param name="packets">How many packets.</param>
    void OnJoined(int packets);
}
