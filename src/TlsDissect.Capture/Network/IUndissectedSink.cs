using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network;

/// <summary>
/// Receives from <see cref="PacketDecoder"/> the packets that bring its caller nothing. Every packet is reported once, except those that
/// <see cref="OnJoined"/> takes back.
/// </summary>
internal interface IUndissectedSink
{
    /// <summary>Reports a packet without a TCP segment or UDP datagram.</summary>
    /// <param name="why">Why it is not dissected.</param>
    /// <param name="packets">Number of packets that brought it: more than one if one of its outer headers was in fragments.</param>
    void OnPacket(Undissected why, int packets);

    /// <summary>Reports a UDP datagram when only TCP was requested. Its checksum is not verified.</summary>
    /// <param name="datagram">Borrowed until the call returns.</param>
    /// <param name="packets">Number of packets that brought it: more than one if it was in fragments.</param>
    void OnDatagram(in Datagram datagram, int packets);

    /// <summary>
    /// Takes back fragments reported as <see cref="UndissectedKind.Fragment"/>, because they are part of a complete datagram. It is
    /// reported or returned with all its packets.
    /// </summary>
    /// <param name="packets">Number of packets.</param>
    void OnJoined(int packets);

    /// <summary>
    /// For an exception filter: whether an exception comes from a receiver of what was reported, and not from the decoder.
    /// </summary>
    bool Threw(Exception exception) => false;
}
