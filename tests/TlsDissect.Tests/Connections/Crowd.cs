using System.Buffers.Binary;
using System.IO.Compression;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>Many connections of one dissector, each from its own address, that send the same messages and stay open.</summary>
internal sealed class Crowd : IConnectionSink
{
    private readonly TlsDissector _dissector;
    private long _packet;
    private uint _number;

    public Crowd(DissectorOptions options, KeyRing? keys = null)
    {
        Memory = options.Memory;
        _dissector = new TlsDissector(options, keys ?? KeyRing.Empty, this);
    }

    public MemoryBudget Memory { get; }

    /// <summary>Connections that were reported, in that order.</summary>
    public List<long> Ended { get; } = [];

    public bool WantsText { get; init; }

    public bool WantsCleartext => WantsText;

    /// <summary>The next connection; what it does is up to <paramref name="say"/>.</summary>
    public void Add(Action<Speaker> say)
    {
        IpEndpoint client = new(IpAddress.FromV4([10, (byte)(_number >> 16), (byte)(_number >> 8), (byte)_number]), 40000);
        say(new Speaker(this, client, new IpEndpoint(IpAddress.FromV4([192, 0, 2, 2]), 443), _number++));
    }

    public void Add(int connections, Action<Speaker> say)
    {
        for (int i = 0; i < connections; i++) Add(say);
    }

    /// <summary>Time goes by.</summary>
    public void Wait(TimeSpan time)
    {
        _packet += 1000;
        _dissector.Observe(_packet, new CaptureTime(Start + _packet * 10_000 + (long)time.TotalNanoseconds));
    }

    public void Complete() => _dissector.Complete();

    public bool WantsApplicationData(ConnectionView connection) => false;

    public void OnEnd(ConnectionSummary connection) => Ended.Add(connection.Id);

    private const long Start = 1_767_607_200_000_000_000;

    /// <summary>One connection of the crowd.</summary>
    internal sealed class Speaker(Crowd crowd, IpEndpoint client, IpEndpoint server, uint number)
    {
        private readonly int[] _said = new int[2];

        /// <summary>Which it is, from 0.</summary>
        public uint Number => number;

        public Speaker Syn() => Send(0, -1, 0, [], TcpFlags.Syn);

        public Speaker Open() => Syn().Send(1, -1, 0, [], TcpFlags.Syn | TcpFlags.Ack);

        public Speaker Client(ReadOnlySpan<byte> data) => Say(0, data);

        public Speaker Server(ReadOnlySpan<byte> data) => Say(1, data);

        /// <summary>Bytes behind a hole.</summary>
        public Speaker ClientLater(int hole, ReadOnlySpan<byte> data) => Send(0, _said[0] + hole, _said[1], data, TcpFlags.Ack);

        public Speaker Say(CapturedConversation conversation)
        {
            foreach (Segment segment in conversation.Segments(1448))
                Send(segment.Side, segment.Offset, segment.Acknowledged, segment.Payload, TcpFlags.Ack);
            foreach ((int side, byte[] data) in conversation.Turns) _said[side] += data.Length;
            return this;
        }

        private Speaker Say(int side, ReadOnlySpan<byte> data)
        {
            for (; !data.IsEmpty; data = data[Math.Min(data.Length, 1448)..])
            {
                ReadOnlySpan<byte> payload = data[..Math.Min(data.Length, 1448)];
                Send(side, _said[side], _said[1 - side], payload, TcpFlags.Ack);
                _said[side] += payload.Length;
            }

            return this;
        }

        private Speaker Send(int side, int offset, int acknowledged, ReadOnlySpan<byte> data, TcpFlags flags)
        {
            long packet = ++crowd._packet;
            crowd._dissector.Add(new TcpSegment
            {
                PacketNumber = packet,
                Time = new CaptureTime(Start + packet * 10_000),
                Source = side == 0 ? client : server,
                Destination = side == 0 ? server : client,
                Sequence = (uint)(1000 + offset),
                Acknowledgment = (uint)(1000 + acknowledged),
                Flags = flags,
                Payload = data,
                PayloadLength = data.Length,
            });
            return this;
        }
    }

    /// <summary>A record in the clear.</summary>
    public static byte[] Record(byte type, ReadOnlySpan<byte> fragment) =>
        [type, 3, 3, (byte)(fragment.Length >> 8), (byte)fragment.Length, .. fragment];

    /// <summary>A handshake message in a record.</summary>
    public static byte[] Handshake(byte type, ReadOnlySpan<byte> body) => Record(22, Message(type, body));

    public static byte[] Message(byte type, ReadOnlySpan<byte> body) =>
        [type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];

    /// <summary>A unique ClientHello of TLS 1.3, with a few extensions and the given number of further ones.</summary>
    public static byte[] ClientHello(uint number, int moreExtensions = 0)
    {
        byte[] random = new byte[32];
        BinaryPrimitives.WriteUInt32BigEndian(random, number);
        byte[] name = System.Text.Encoding.ASCII.GetBytes($"host-{number}.example.com");
        byte[] names = [0, 0, .. Vector16([.. Vector16([0, .. Vector16(name)])])];
        byte[] versions = [0, 43, 0, 5, 4, 3, 4, 3, 3];
        byte[] groups = [0, 10, 0, 6, 0, 4, 0, 29, 0, 23];
        byte[] alpn = [0, 16, 0, 5, 0, 3, 2, (byte)'h', (byte)'2'];
        byte[] more = new byte[4 * moreExtensions];
        for (int i = 0; i < moreExtensions; i++) BinaryPrimitives.WriteUInt16BigEndian(more.AsSpan(4 * i), (ushort)(0x4000 + i));
        return Handshake(1,
            [3, 3, .. random, 32, .. random, 0, 4, 0x13, 1, 0xC0, 0x2F, 1, 0,
                .. Vector16([.. names, .. versions, .. groups, .. alpn, .. more])]);
    }

    /// <summary>A ServerHello, of TLS 1.3 or of TLS 1.2.</summary>
    public static byte[] ServerHello(bool isTls13) => isTls13
        ? [3, 3, .. new byte[32], 0, 0x13, 1, 0, 0, 6, 0, 43, 0, 2, 3, 4]
        : [3, 3, .. new byte[32], 0, 0xC0, 0x2F, 0];

    /// <summary>CompressedCertificate: zlib.</summary>
    public static byte[] Compressed(byte[] certificate)
    {
        using MemoryStream output = new();
        using (ZLibStream stream = new(output, CompressionLevel.SmallestSize, leaveOpen: true)) stream.Write(certificate);
        byte[] compressed = output.ToArray();
        return [0, 1, .. UInt24(certificate.Length), .. UInt24(compressed.Length), .. compressed];
    }

    public static byte[] UInt24(int value) => [(byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Vector16(byte[] content) => [(byte)(content.Length >> 8), (byte)content.Length, .. content];
}
