using System.Text;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Decryption.Quic;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>
/// A connection of QUIC captured from its middle on: packets with short headers, sealed under secrets that a key log has. Keeps what a
/// dissector tells about it.
/// </summary>
internal sealed class QuicTalk : IConnectionSink
{
    public static readonly IpEndpoint Client = new(IpAddress.FromV4([192, 0, 2, 1]), 46800);
    public static readonly IpEndpoint Server = new(IpAddress.FromV4([192, 0, 2, 2]), 443);

    /// <summary>Packets are a millisecond apart.</summary>
    private const long Step = 1_000_000;

    private readonly QuicSealer[] _sealers =
        [QuicSealer.Random(CipherSuiteId.TLS_AES_128_GCM_SHA256, 1), QuicSealer.Random(CipherSuiteId.TLS_AES_128_GCM_SHA256, 2)];

    private readonly TlsDissector _dissector;
    private readonly StringBuilder _events = new();
    private readonly ulong[] _next = new ulong[2];
    private long _packet;

    public QuicTalk(DissectorOptions? options = null, KeyRing? keys = null) =>
        _dissector = new TlsDissector(options ?? new DissectorOptions(), keys ?? Keys(), this);

    /// <summary>The connection IDs in packets to the client and to the server.</summary>
    public byte[][] Ids { get; } = [[1, 2, 3, 4, 5, 6, 7, 8], [11, 12, 13, 14, 15, 16, 17, 18, 19, 20]];

    /// <summary>Number of bytes of a packet number that are sent.</summary>
    public int NumberLength { get; set; } = 2;

    /// <summary>The summaries of connections that ended.</summary>
    public List<ConnectionSummary> Ended { get; } = [];

    /// <summary>Capture time that passes before the next packet, beyond a millisecond, in nanoseconds.</summary>
    public long Later { get; set; }

    /// <summary>A line for each event: sender, stream, data as text.</summary>
    public string Events => _events.ToString();

    /// <summary>The key log of the connection's secrets.</summary>
    public KeyRing Keys()
    {
        KeyLog log = new();
        byte[] lines = [.. SecretOf(Sender.Client), .. SecretOf(Sender.Server)];
        Assert.Equal(0, log.Add(lines, "made", fromSecretsBlock: false).InvalidLines);
        return new KeyRing([], log);
    }

    /// <summary>The line of a key log with the secret of one side.</summary>
    public byte[] SecretOf(Sender side) => Encoding.ASCII.GetBytes(
        $"{(side == Sender.Client ? "CLIENT" : "SERVER")}_TRAFFIC_SECRET_0 {Convert.ToHexString(new byte[32])} " +
        $"{Convert.ToHexString(_sealers[(int)side].Secret)}\n");

    /// <summary>Secrets were added to the key ring.</summary>
    public void KeysAdded() => _dissector.KeysAdded();

    /// <summary>A sealed packet with the sender's next number.</summary>
    public byte[] Seal(Sender from, byte[] frames, int generation = 0) => SealAt(from, _next[(int)from]++, frames, generation);

    /// <summary>A sealed packet with a number, padded so that it can be sealed.</summary>
    public byte[] SealAt(Sender from, ulong number, byte[] frames, int generation = 0) =>
        _sealers[(int)from].SealShort(Ids[1 - (int)from], new SealedNumber(number, NumberLength), generation, [.. frames, 0, 0, 0, 0]);

    /// <summary>Sends a packet with frames.</summary>
    public QuicTalk Say(Sender from, params byte[][] frames) => Send(from, Seal(from, [.. frames.SelectMany(frame => frame)]));

    /// <summary>Sends a datagram.</summary>
    public QuicTalk Send(Sender from, byte[] datagram, IpEndpoint? client = null, IpEndpoint? server = null)
    {
        _packet++;
        (IpEndpoint near, IpEndpoint far) = (client ?? Client, server ?? Server);
        Later += Step;
        _dissector.Add(new Datagram
        {
            PacketNumber = _packet,
            Time = new CaptureTime(1_767_607_200_000_000_000 + Later),
            Source = from == Sender.Client ? near : far,
            Destination = from == Sender.Client ? far : near,
            Payload = datagram,
            PayloadLength = datagram.Length,
        });
        return this;
    }

    /// <summary>Ends the input and returns the connection.</summary>
    public ConnectionSummary End() => Assert.Single(EndAll());

    /// <summary>Ends the input and returns all connections.</summary>
    public List<ConnectionSummary> EndAll()
    {
        _dissector.Complete();
        return Ended;
    }

    public void OnApplicationData(ConnectionView connection, ApplicationData data) =>
        _events.AppendLine($"{data.From} {data.Stream?.ToString() ?? "datagram"} {Encoding.ASCII.GetString(data.Plaintext)}");

    public void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position) =>
        _events.AppendLine($"{from} {stream} gap {missing}");

    public void OnStreamEnd(ConnectionView connection, Sender from, ulong stream, ulong? resetCode, StreamPosition position) =>
        _events.AppendLine($"{from} {stream} end {resetCode}".TrimEnd());

    public void OnInternalError(ConnectionView connection, Exception exception) => _events.AppendLine(exception.ToString());

    public void OnEnd(ConnectionSummary connection) => Ended.Add(connection);
}
