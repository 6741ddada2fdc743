using TlsDissect.Output.Text;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Output.Conversations;

/// <summary>
/// Writes every connection's plaintext as packets of its transport, as if there had been no TLS, for programs that know the inner protocol.
/// Each record's bytes have the time of the record. A connection of which nothing was decrypted is left out.
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

    private readonly TcpFrame _segment = new(TcpConversation.MaxSegment(mtu, isV4: true));
    private readonly UdpFrame _datagram = new(RecordHeader.MaxFragmentLength);
    private readonly Dictionary<long, Open> _open = [];
    private readonly Dictionary<ShownFlow, IpEndpoint> _shown = [];

    /// <summary>A flow to show.</summary>
    private readonly record struct ShownFlow(TransportKind Transport, IpEndpoint Client, IpEndpoint Server);

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
    public long Count { get; private set; }

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
    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position)
    {
        if (_open.TryGetValue(connection.Id, out Open? open)) open.Skip(from, bytes);
    }

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        if (!_open.Remove(connection.Id, out Open? open)) return;
        open.Begin();
        open.Conversation.Close(connection.Last.Time);
        _shown.Remove(open.Shown);
    }

    private Open Of(ConnectionSummary connection, CaptureTime time)
    {
        if (!_open.TryGetValue(connection.Id, out Open? open)) _open.Add(connection.Id, open = Begin(connection, time));
        return open;
    }

    private Open Begin(ConnectionSummary connection, CaptureTime time)
    {
        Count++;
        ShownFlow shown = Show(connection);
        string name = connection.ServerName is string asked ? $", {WireText.Name(asked)}" : "";
        string comment = $"connection {connection.Id}: {connection.Version.DisplayName()}, {connection.CipherSuiteParts?.Name}, server " +
            $"port {connection.Server.Port}{name}{(connection.IntegrityVerified == false ? TextDataWriter.NotAuthenticated : "")}";
        return new Open(shown.Transport == TransportKind.Udp
            ? new UdpConversation(_datagram, write, shown.Client, shown.Server, comment)
            : new TcpConversation(_segment, write, shown.Client, shown.Server, mtu, (uint)connection.Id, time, comment), shown);
    }

    /// <summary>
    /// The flow to show. The server's port is kept if another conversation of the same client has the mapped port at this time.
    /// </summary>
    private ShownFlow Show(ConnectionSummary connection)
    {
        IpEndpoint server = connection.Server with { Port = ports.Map(connection.Server.Port, connection.Alpn) };
        ShownFlow shown = new(connection.Transport, connection.Client, server);
        if (TryShow(shown, connection.Server)) return shown;
        for (shown = shown with { Server = connection.Server }; !TryShow(shown, connection.Server);)
            shown = shown with { Server = shown.Server with { Port = (ushort)Math.Max(1, shown.Server.Port + 1) } };
        return shown;
    }

    /// <summary>Whether a flow is free, or datagrams of an earlier session of the same flow are in it.</summary>
    private bool TryShow(ShownFlow shown, IpEndpoint server) =>
        _shown.TryAdd(shown, server) || (shown.Transport == TransportKind.Udp && _shown[shown] == server);
}
