using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>The events that a dissector reports for segments.</summary>
internal sealed class Dissection : IConnectionSink
{
    private static readonly IpEndpoint Client = new(IpAddress.FromV4([192, 0, 2, 1]), 40000);
    private static readonly IpEndpoint Server = new(IpAddress.FromV4([192, 0, 2, 2]), 443);

    /// <summary>The connections that ended.</summary>
    public List<ConnectionSummary> Connections { get; } = [];

    /// <summary>The only connection.</summary>
    public ConnectionSummary Connection => Assert.Single(Connections);

    /// <summary>Application data, record by record.</summary>
    public List<(Sender From, string Plaintext)> Records { get; } = [];

    /// <summary>The connection of each of <see cref="Records"/>, and the packet that brought it.</summary>
    public List<(long Connection, long Packet)> Places { get; } = [];

    /// <summary>The stream of each of <see cref="Records"/>; <c>null</c> without QUIC.</summary>
    public List<ulong?> Streams { get; } = [];

    /// <summary>How many of <see cref="Records"/> were not authenticated.</summary>
    public int Unauthenticated { get; private set; }

    /// <summary>Indexes of <see cref="Records"/> with a gap told between them and their sender's record before.</summary>
    public HashSet<int> AfterGap { get; } = [];

    private readonly bool[] _isAfterGap = new bool[2];

    /// <summary>One side's records.</summary>
    public List<string> Plaintext(Sender sender) => [.. Records.Where(record => record.From == sender).Select(record => record.Plaintext)];

    /// <summary>The secrets that were told, in order.</summary>
    public List<KeyLogLabel> Secrets { get; } = [];

    /// <summary>The same as a key log has them.</summary>
    public List<string> KeyLogLines { get; } = [];

    /// <summary>The messages that were told, in order.</summary>
    public List<MessageEntry> Messages { get; } = [];

    /// <summary>The violations that were told, in order.</summary>
    public List<ViolationEntry> Violations { get; } = [];

    /// <summary>Runs all segments of one connection through a dissector, a SYN before them.</summary>
    public static Dissection Of(IEnumerable<Segment> segments, KeyRing keys, DissectorOptions? options = null, bool withSyn = true,
        Action<TlsDissector, int>? between = null)
    {
        Dissection result = new();
        TlsDissector dissector = new(options ?? new DissectorOptions(), keys, result);
        long number = 0;
        if (withSyn)
        {
            Add(dissector, ++number, new Segment(0, -1, 0, []), TcpFlags.Syn);
            Add(dissector, ++number, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        }

        int index = 0;
        foreach (Segment segment in segments)
        {
            between?.Invoke(dissector, index++);
            Add(dissector, ++number, segment);
        }

        dissector.Complete();
        return result;
    }

    /// <summary>The events of several dissectors together.</summary>
    public static Dissection Join(IEnumerable<Dissection> parts)
    {
        Dissection all = new();
        foreach (Dissection part in parts)
        {
            all.Connections.AddRange(part.Connections);
            all.Records.AddRange(part.Records);
            all.Places.AddRange(part.Places);
            all.Streams.AddRange(part.Streams);
            all.Secrets.AddRange(part.Secrets);
            all.KeyLogLines.AddRange(part.KeyLogLines);
            all.Faults.AddRange(part.Faults);
        }

        return all;
    }

    /// <summary>Hands one segment to a dissector.</summary>
    public static void Add(TlsDissector dissector, long number, Segment segment, TcpFlags flags = TcpFlags.Ack) =>
        dissector.Add(new TcpSegment
        {
            PacketNumber = number,
            Time = new CaptureTime(1_767_607_200_000_000_000 + number * 1_000_000),
            Source = segment.Side == 0 ? Client : Server,
            Destination = segment.Side == 0 ? Server : Client,
            Sequence = (uint)(1000 + segment.Offset),
            Acknowledgment = (uint)(1000 + segment.Acknowledged),
            Flags = flags,
            Payload = segment.Payload,
            PayloadLength = segment.Payload.Length,
        });

    /// <summary>Internal errors of connections.</summary>
    public List<(long Connection, Exception Exception)> Faults { get; } = [];

    /// <summary>Whether application data is wanted. Without it, a connection that nothing decrypts may rest.</summary>
    public bool WantsData { get; init; } = true;

    public bool WantsApplicationData(ConnectionView connection) => WantsData;

    public void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        if (_isAfterGap[(int)data.From]) AfterGap.Add(Records.Count);
        _isAfterGap[(int)data.From] = false;
        if (!data.IsAuthenticated) Unauthenticated++;
        Records.Add((data.From, Convert.ToHexString(data.Plaintext)));
        Places.Add((connection.Id, data.Position.Packet));
        Streams.Add(data.Stream);
    }

    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) => _isAfterGap[(int)from] = true;

    /// <summary>Bytes that were told as skipped.</summary>
    public List<(Sender From, long Bytes, long Packet)> Skipped { get; } = [];

    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position)
    {
        _isAfterGap[(int)from] = true;
        Skipped.Add((from, bytes, position.Packet));
    }

    public void OnMessage(ConnectionView connection, MessageEntry message) => Messages.Add(message);

    public void OnViolation(ConnectionView connection, ViolationEntry violation) => Violations.Add(violation);

    public void OnSecret(ConnectionView connection, VerifiedSecret secret)
    {
        Secrets.Add(secret.Label);
        KeyLogLines.Add(KeyLogLine.Format(secret.Label, secret.ClientRandom, secret.Secret, secret.Generation));
    }

    public void OnInternalError(ConnectionView connection, Exception exception) => Faults.Add((connection.Id, exception));

    public void OnEnd(ConnectionSummary connection) => Connections.Add(connection);
}
