using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>The streams of a capture as its packets have them, without those of datagrams that are lost.</summary>
internal sealed class SentStreams
{
    private readonly SortedDictionary<string, Side> _sides = new(StringComparer.Ordinal);

    /// <summary>The data of DATAGRAM frames, which are in no stream, of each side in hex.</summary>
    private readonly Dictionary<string, string> _datagrams = [];

    public SentStreams(IEnumerable<OpenedQuicPacket> packets, Func<int, bool> isLost)
    {
        foreach (OpenedQuicPacket packet in packets.Where(packet => !isLost(packet.Datagram)))
        {
            foreach (SentStreamData data in packet.Streams())
            {
                string key = $"{packet.ClientRandom} {QuicFacts.Key(data.Stream, packet.From)}";
                if (!_sides.TryGetValue(key, out Side? side)) _sides[key] = side = new Side();
                for (int i = 0; i < data.Data.Length; i++) side.Bytes[data.Offset + (ulong)i] = data.Data[i];
                side.IsFinished |= data.IsFin;
            }

            string frames = QuicFacts.Key(null, packet.From);
            _datagrams[frames] = _datagrams.GetValueOrDefault(frames) + packet.Datagrams();
        }
    }

    /// <summary>Number of sides of streams.</summary>
    public int Count => _sides.Count;

    /// <summary>What a dissector has to show: bytes, those missing in front of others, whether the end was there, and the text.</summary>
    public string Expected =>
        string.Join('\n', _sides.Where(side => side.Value.Bytes.Count > 0).Select(side => $"{side.Key} {side.Value}"));

    /// <summary>The bytes, losses, ends and text of streams as a dissector shows them.</summary>
    public static string Shown(Dissection dissection)
    {
        SortedDictionary<string, string> lines = new(StringComparer.Ordinal);
        foreach (ConnectionSummary connection in dissection.Connections.Where(connection => connection.Quic is not null))
        {
            SortedDictionary<string, string> plaintext = QuicFacts.StreamsOf(dissection, connection.Id);
            string random = RandomOf(connection);
            foreach (QuicStream stream in connection.Quic!.Streams)
            {
                foreach (Sender from in new[] { Sender.Client, Sender.Server })
                {
                    QuicStreamSide? side = from == Sender.Client ? stream.Client : stream.Server;
                    if (side is not { Bytes: > 0 }) continue;
                    string key = QuicFacts.Key(stream.Id, from);
                    lines[$"{random} {key}"] =
                        $"{side.Bytes} {side.MissingBytes} {side.IsFinished} {plaintext.GetValueOrDefault(key)}";
                }
            }
        }

        return string.Join('\n', lines.Select(line => $"{line.Key} {line.Value}"));
    }

    /// <summary>Asserts that nothing is shown that was not sent.</summary>
    public void AssertHas(Dissection dissection)
    {
        ILookup<string, string> sent = _sides
            .Select(side => (Key: side.Key[(side.Key.IndexOf(' ', StringComparison.Ordinal) + 1)..], side.Value.Text))
            .Concat(_datagrams.Select(side => (side.Key, Text: side.Value)))
            .ToLookup(side => side.Key, side => side.Text);
        foreach (long connection in dissection.Places.Select(place => place.Connection).Distinct())
        {
            foreach ((string key, string text) in QuicFacts.StreamsOf(dissection, connection))
                Assert.Contains(sent[key], whole => whole == text || whole.Length > text.Length);
        }
    }

    private static string RandomOf(ConnectionSummary connection) =>
        connection.ClientHellos.Length == 0 ? "" : Convert.ToHexStringLower(connection.ClientHellos[0].Random.Span);

    private sealed class Side
    {
        public SortedDictionary<ulong, byte> Bytes { get; } = [];

        public bool IsFinished { get; set; }

        public string Text => Convert.ToHexString([.. Bytes.Values]);

        /// <summary>Bytes that are missing in front of others.</summary>
        private long Missing => (long)Bytes.Keys.Last() + 1 - Bytes.Count;

        public override string ToString() => $"{Bytes.Count} {Missing} {IsFinished} {Text}";
    }
}
