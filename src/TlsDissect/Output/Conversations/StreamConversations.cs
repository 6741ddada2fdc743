using TlsDissect.Protocol;

namespace TlsDissect.Output.Conversations;

/// <summary>
/// Writes the plaintext of one QUIC connection: each stream as a conversation over TCP, and DATAGRAM frames (RFC 9221) as datagrams of UDP.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="frames">Begins conversations.</param>
/// <param name="flows">Where conversations are shown.</param>
internal sealed class StreamConversations(ConnectionSummary connection, ConversationFrames frames, ShownFlows flows)
{
    private readonly SortedDictionary<ulong, StreamConversation> _streams = [];
    private (UdpConversation Conversation, ShownFlow Shown)? _datagrams;
    private ShownFlow? _last;

    /// <summary>Writes the data of a STREAM or DATAGRAM frame.</summary>
    public void Say(ApplicationData data)
    {
        if (data.Stream is not ulong id)
            Datagrams().Say(data.From, data.Plaintext[..Math.Min(data.Plaintext.Length, UdpFrame.MaxPayload)], data.Position.Time);
        else if (!data.Plaintext.IsEmpty) Of(id, data.Position.Time).Say(data.From, data.Plaintext, data.Position.Time);
    }

    /// <summary>Missing data of one side in a stream.</summary>
    public void Skip(Sender from, ulong stream, long bytes, CaptureTime time) => Of(stream, time).Skip(from, bytes);

    /// <summary>A side of a stream has ended. One without any data is not written.</summary>
    public void End(Sender from, ulong stream, bool isReset, CaptureTime time)
    {
        if (!_streams.TryGetValue(stream, out StreamConversation? open) || !open.End(from, isReset, time)) return;
        flows.Remove(open.Shown);
        _streams.Remove(stream);
    }

    /// <summary>The connection is over.</summary>
    public void Close(CaptureTime time)
    {
        foreach (StreamConversation stream in _streams.Values)
        {
            stream.Close(time);
            flows.Remove(stream.Shown);
        }

        if (_datagrams is { } datagrams) flows.Remove(datagrams.Shown);
    }

    private StreamConversation Of(ulong id, CaptureTime time)
    {
        if (_streams.TryGetValue(id, out StreamConversation? open)) return open;
        ShownFlow shown = flows.ShowStream(connection, _last);
        _last = shown;
        open = new StreamConversation(frames.Tcp(connection, shown, time, id), shown, id);
        _streams.Add(id, open);
        return open;
    }

    private UdpConversation Datagrams()
    {
        if (_datagrams is { } begun) return begun.Conversation;
        ShownFlow shown = flows.Show(connection, TransportKind.Udp);
        UdpConversation conversation = frames.Udp(connection, shown);
        _datagrams = (conversation, shown);
        return conversation;
    }
}
