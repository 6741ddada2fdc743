using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Output.Conversations;

/// <summary>
/// Writes one connection's plaintext as UDP would have carried it: each record as one datagram, at the time of the record. A datagram
/// larger than the MTU is one packet too, because programs that read captures need not reassemble fragments then.
/// </summary>
/// <param name="frame">Builds the packets; shared.</param>
/// <param name="write">Takes the packets.</param>
/// <param name="client">The client's endpoint.</param>
/// <param name="server">The server's endpoint.</param>
/// <param name="comment">Comment on the first packet.</param>
internal sealed class UdpConversation(UdpFrame frame, FrameWriter write, IpEndpoint client, IpEndpoint server, string comment)
    : IConversation
{
    private readonly IpEndpoint[] _endpoints = [client, server];
    private readonly ushort[] _identification = new ushort[2];
    private string? _comment = comment;

    /// <inheritdoc/>
    public void Say(Sender from, ReadOnlySpan<byte> data, CaptureTime time)
    {
        int side = (int)from;
        write(time, frame.Build(_endpoints[side], _endpoints[1 - side], ++_identification[side], data), _comment);
        _comment = null;
    }

    /// <summary>Does nothing, because lost datagrams leave no trace.</summary>
    public void Skip(Sender from, long bytes) { }

    /// <summary>Does nothing, because UDP has no end.</summary>
    public void Close(CaptureTime time) { }
}
