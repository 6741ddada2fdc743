using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// Memory of concurrent connections, each a recorded one from another address. Connections that may stay awake are not counted.
/// </summary>
[Collection(MeasuredAlone.Name)]
public class MemoryTests
{
    private const int Awake = 300;
    private const int Counted = 4000;

    [Theory]
    [InlineData("tls12-ecdhe-rsa-aes-128-gcm-sha256")]
    [InlineData("tls12-rsa-aes-128-cbc-sha256")]
    [InlineData("transfer-tls13-aes128-gcm")]
    public void A_connection_that_nothing_decrypts_costs_at_most_1500_bytes_once_its_handshake_is_done(string name)
    {
        Assert.InRange(MeasuredAlone.Growth(() => MeasureResting(name), each => each is >= 1 and <= 1500), 1, 1500);
    }

    private static long MeasureResting(string name)
    {
        OpenConnections open = new(name, KeyRing.Empty, new DissectorOptions());
        open.Add(Awake);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        open.Add(Counted);
        long each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Counted;
        open.Complete();
        return each;
    }

    /// <summary>The heap, and OpenSSL's contexts outside of it.</summary>
    [AllocatorTheory]
    [InlineData("tls12-rsa-aes-128-gcm-sha256")]
    [InlineData("tls12-rsa-aes-128-cbc-sha256")]
    [InlineData("tls12-rsa-aes-128-ccm")]
    [InlineData("tls12-rsa-camellia-128-gcm-sha256")]
    [InlineData("tls12-ecdhe-rsa-chacha20-poly1305-sha256")]
    [InlineData("transfer-tls13-aes128-gcm")]
    [InlineData("transfer-tls12-chacha20")]
    public void A_connection_that_is_being_decrypted_costs_less_than_40_KB(string name) =>
        Assert.InRange(MeasuredAlone.Growth(() => MeasureDecrypted(name), each => each is >= 1 and <= 40_000), 1, 40_000);

    private static long MeasureDecrypted(string name)
    {
        const int Decrypted = 500;
        OpenConnections open = new(name, null, new DissectorOptions());
        open.Add(Awake);
        long before = GC.GetTotalMemory(forceFullCollection: true) + NativeAllocator.BytesInUse;
        open.Add(Decrypted);
        long each = (GC.GetTotalMemory(forceFullCollection: true) + NativeAllocator.BytesInUse - before) / Decrypted;
        Assert.Equal(Awake + Decrypted, open.Complete(DecryptionStatus.Decrypted));
        return each;
    }

    /// <summary>A dissector with copies of one connection, which do not end before the input.</summary>
    private sealed class OpenConnections : IConnectionSink
    {
        private readonly List<Segment> _segments;
        private readonly TlsDissector _dissector;
        private readonly Dictionary<DecryptionStatus, int> _ended = [];
        private long _packet;
        private uint _number;

        public OpenConnections(string name, KeyRing? keys, DissectorOptions options)
        {
            CapturedConversation conversation = CapturedConversation.Load(name);
            _segments = conversation.Segments(1448);
            _dissector = new TlsDissector(options, keys ?? conversation.Keys, this);
        }

        public void Add(int connections)
        {
            for (int i = 0; i < connections; i++)
            {
                IpEndpoint client = new(IpAddress.FromV4([10, (byte)(_number >> 16), (byte)(_number >> 8), (byte)_number++]), 40000);
                IpEndpoint server = new(IpAddress.FromV4([192, 0, 2, 2]), 443);
                Add(client, server, new Segment(0, -1, 0, []), TcpFlags.Syn);
                Add(server, client, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
                foreach (Segment segment in _segments)
                    Add(segment.Side == 0 ? client : server, segment.Side == 0 ? server : client, segment, TcpFlags.Ack);
            }
        }

        /// <summary>How many connections ended so.</summary>
        public int Complete(DecryptionStatus status = default)
        {
            _dissector.Complete();
            return _ended.GetValueOrDefault(status);
        }

        public bool WantsApplicationData(ConnectionView connection) => false;

        public void OnEnd(ConnectionSummary connection) => _ended[connection.Status] = _ended.GetValueOrDefault(connection.Status) + 1;

        private void Add(IpEndpoint source, IpEndpoint destination, Segment segment, TcpFlags flags) => _dissector.Add(new TcpSegment
        {
            PacketNumber = ++_packet,
            Time = new CaptureTime(1_767_607_200_000_000_000 + _packet * 10_000),
            Source = source,
            Destination = destination,
            Sequence = (uint)(1000 + segment.Offset),
            Acknowledgment = (uint)(1000 + segment.Acknowledged),
            Flags = flags,
            Payload = segment.Payload,
            PayloadLength = segment.Payload.Length,
        });
    }
}
