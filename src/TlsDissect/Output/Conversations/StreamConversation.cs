using TlsDissect.Protocol;

namespace TlsDissect.Output.Conversations;

/// <summary>
/// One stream of QUIC as a conversation over TCP. A side that ends is a FIN. A reset ends one direction of a stream, but both of TCP: the
/// RST is therefore written when the other side has ended too.
/// </summary>
internal sealed class StreamConversation
{
    private readonly TcpConversation _tcp;
    private readonly bool[] _hasEnded = new bool[2];
    private Sender? _resetBy;

    /// <summary>Makes one.</summary>
    /// <param name="tcp">Has begun.</param>
    /// <param name="shown">Where it is shown.</param>
    /// <param name="id">The stream.</param>
    public StreamConversation(TcpConversation tcp, ShownFlow shown, ulong id)
    {
        (_tcp, Shown) = (tcp, shown);
        bool isOfServer = (id & 1) != 0, isOneWay = (id & 2) != 0;
        _hasEnded[(int)(isOfServer ? Sender.Client : Sender.Server)] = isOneWay;
    }

    /// <summary>Where it is shown.</summary>
    public ShownFlow Shown { get; }

    public void Say(Sender from, ReadOnlySpan<byte> data, CaptureTime time) => _tcp.Say(from, data, time);

    public void Skip(Sender from, long bytes) => _tcp.Skip(from, bytes);

    /// <summary>One side has ended.</summary>
    /// <returns>Whether both have, so that the conversation is over.</returns>
    public bool End(Sender from, bool isReset, CaptureTime time)
    {
        if (isReset) _resetBy ??= from;
        else _tcp.End(from, time);
        _hasEnded[(int)from] = true;
        if (!_hasEnded[(int)(1 - from)]) return false;
        Close(time);
        return true;
    }

    /// <summary>The stream or its connection is over.</summary>
    public void Close(CaptureTime time)
    {
        if (_resetBy is Sender side) _tcp.Reset(side, time);
        else _tcp.Close(time);
    }
}
