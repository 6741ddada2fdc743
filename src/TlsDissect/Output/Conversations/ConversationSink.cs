using TlsDissect.Protocol;

namespace TlsDissect.Output.Conversations;

/// <summary>
/// Writes every connection's plaintext as packets of its transport, as if there had been no TLS, for programs that know the inner protocol.
/// Each record's bytes have the time of the record. A connection of QUIC becomes one of TCP for each of its streams. A connection of which
/// nothing was decrypted is left out.
/// </summary>
/// <param name="write">Takes the packets.</param>
/// <param name="ports">The ports on which servers are shown.</param>
/// <param name="mtu">MTU for TCP of the simulated link, from <see cref="MinMtu"/> to 65,535.</param>
internal sealed class ConversationSink(FrameWriter write, PortMap ports, int mtu = 1500) : IConnectionSink
{
    /// <summary>The size that every host accepts (RFC 791 §3.1).</summary>
    public const int MinMtu = 576;

    /// <summary>Maximum overhead of a record over its plaintext, not counting padding of TLS 1.3.</summary>
    private const long MostOverhead = 512;

    private readonly ConversationFrames _frames = new(write, mtu);
    private readonly ShownFlows _flows = new(ports);
    private readonly Dictionary<long, Open> _open = [];
    private readonly Dictionary<long, StreamConversations> _streams = [];

    /// <summary>A conversation and, per side, the ciphertext accounted for and the overhead of a record.</summary>
    private sealed record Open(IConversation Conversation, ShownFlow Shown)
    {
        public long[] Ciphertext { get; } = new long[2];

        public long[] Overhead { get; } = new long[2];

        /// <summary>The cleartext before the first plaintext.</summary>
        public Preamble? Before { get; private set; } = new();

        /// <summary>Writes the cleartext, at the first plaintext or the end.</summary>
        public void Begin()
        {
            Preamble? before = Before;
            Before = null;
            before?.Tell(Conversation);
        }

        public void Skip(Sender from, long bytes)
        {
            if (Before is Preamble before) before.Skip(from, bytes);
            else Conversation.Skip(from, bytes);
        }
    }

    /// <summary>Number of conversations written.</summary>
    public long Count => _frames.Count;

    /// <summary>
    /// Whether cleartext before TLS is part of the conversation, except for a request for TLS after which other programs would expect TLS.
    /// </summary>
    public bool WantsCleartext { get; init; }

    /// <inheritdoc/>
    public void OnCleartext(ConnectionView connection, ApplicationData data)
    {
        Open open = Of(connection.Summary, data.Position.Time);
        if (open.Before is Preamble before) before.Add(data.From, data.Plaintext, data.Position.Time);
        else open.Conversation.Say(data.From, data.Plaintext, data.Position.Time);
    }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => true;

    /// <inheritdoc/>
    public void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        if (StreamsOf(connection.Summary) is StreamConversations streams)
        {
            streams.Say(data);
            return;
        }

        if (data.Plaintext.IsEmpty && connection.Summary.Transport == TransportKind.Tcp) return;
        Open open = Of(connection.Summary, data.Position.Time);
        open.Begin();
        int side = (int)data.From;
        long ciphertext = connection.Summary.Data(data.From).CiphertextBytes;
        long overhead = ciphertext - open.Ciphertext[side] - data.Plaintext.Length;
        if (overhead is >= 0 and <= MostOverhead) open.Overhead[side] = overhead;
        open.Ciphertext[side] = ciphertext;
        open.Conversation.Say(data.From, data.Plaintext, data.Position.Time);
    }

    /// <inheritdoc/>
    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position)
    {
        if (!_open.TryGetValue(connection.Id, out Open? open)) return;
        int side = (int)from;
        long ciphertext = connection.Summary.Data(from).CiphertextBytes;
        // A record that was not decrypted contains about as much plaintext as its length.
        long hidden = Math.Max(1, ciphertext - open.Ciphertext[side] - open.Overhead[side]);
        open.Ciphertext[side] = ciphertext;
        open.Skip(from, missing > 0 ? missing : hidden);
    }

    /// <inheritdoc/>
    public void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position) =>
        StreamsOf(connection.Summary)?.Skip(from, stream, missing, position.Time);

    /// <inheritdoc/>
    public void OnStreamEnd(ConnectionView connection, Sender from, ulong stream, ulong? resetCode, StreamPosition position) =>
        StreamsOf(connection.Summary)?.End(from, stream, resetCode is not null, position.Time);

    /// <inheritdoc/>
    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position)
    {
        if (_open.TryGetValue(connection.Id, out Open? open)) open.Skip(from, bytes);
    }

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        if (_streams.Remove(connection.Id, out StreamConversations? streams)) streams.Close(connection.Last.Time);
        if (!_open.Remove(connection.Id, out Open? open)) return;
        open.Begin();
        open.Conversation.Close(connection.Last.Time);
        _flows.Remove(open.Shown);
    }

    private Open Of(ConnectionSummary connection, CaptureTime time)
    {
        if (!_open.TryGetValue(connection.Id, out Open? open)) _open.Add(connection.Id, open = Begin(connection, time));
        return open;
    }

    private Open Begin(ConnectionSummary connection, CaptureTime time)
    {
        bool isOverTcp = connection.Transport == TransportKind.Tcp;
        ShownFlow shown = _flows.Show(connection, connection.Transport);
        return new Open(isOverTcp ? _frames.Tcp(connection, shown, time) : _frames.Udp(connection, shown), shown);
    }

    private StreamConversations? StreamsOf(ConnectionSummary connection)
    {
        if (connection.Transport != TransportKind.Quic) return null;
        if (!_streams.TryGetValue(connection.Id, out StreamConversations? streams))
            _streams.Add(connection.Id, streams = new StreamConversations(connection, _frames, _flows));
        return streams;
    }
}
