using TlsDissect.Protocol;
using TlsDissect.Tests.Connections.Datagrams;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>
/// A key log decrypts every packet of QUIC whose keys it has. Only lost data is missing. Compared with the frames of the packets, decrypted
/// by trial.
/// </summary>
public sealed class QuicLossLaws
{
    private const int Seeds = 4;

    public static TheoryData<string> All => [.. CapturedDatagrams.QuicCases];

    public static TheoryData<string> Decrypted => [.. CapturedDatagrams.QuicDecrypted];

    [Theory]
    [MemberData(nameof(Decrypted))]
    public void A_whole_capture_shows_every_byte_of_every_stream(string name)
    {
        QuicCapture quic = QuicCapture.Load(name);
        Assert.Empty(quic.Capture.Whole.Faults);
        SentStreams sent = new(quic.Packets, _ => false);
        Assert.InRange(sent.Count, 6, int.MaxValue);
        ConnectionFacts.AssertSame(sent.Expected, SentStreams.Shown(quic.Capture.Whole), name);
        Assert.Equal(Skipped(quic), quic.Capture.Whole.Connections.Sum(connection => connection.Quic!.Missing));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Whichever_datagram_is_lost_nothing_fails_and_nothing_else_is_shown(string name)
    {
        QuicCapture quic = QuicCapture.Load(name);
        SentStreams sent = new(quic.Packets, _ => false);
        for (int lost = 0; lost < quic.Capture.Datagrams.Count; lost++)
        {
            Dissection result = quic.Capture.Without(at => at == lost, quic.Capture.Keys);
            Assert.Empty(result.Faults);
            sent.AssertHas(result);
        }
    }

    [Theory]
    [MemberData(nameof(Decrypted))]
    public void The_data_of_all_other_datagrams_is_shown(string name)
    {
        QuicCapture quic = QuicCapture.Load(name);
        HashSet<int> needed = Needed(name, quic);
        for (int lost = 0; lost < quic.Capture.Datagrams.Count; lost++)
        {
            if (!needed.Contains(lost)) AssertShown(quic, at => at == lost, $"without packet {lost + 1}");
        }
    }

    [Theory]
    [MemberData(nameof(Decrypted))]
    public void So_it_is_with_many_lost(string name)
    {
        QuicCapture quic = QuicCapture.Load(name);
        HashSet<int> needed = Needed(name, quic);
        foreach (int share in new[] { 2, 10, 40 })
        {
            for (int seed = 0; seed < Seeds; seed++)
            {
                Random random = new(share * 1000 + seed);
                HashSet<int> lost = [.. Enumerable.Range(0, quic.Capture.Datagrams.Count).Where(_ => random.Next(100) < share)];
                lost.ExceptWith(needed);
                AssertShown(quic, lost.Contains, $"{share}% lost, seed {seed}: {string.Join(' ', lost.Order().Select(at => at + 1))}");
            }
        }
    }

    /// <summary>
    /// Numbers between the lowest and the highest of each space that no packet has: lost before the capture, or never sent.
    /// </summary>
    private static long Skipped(QuicCapture quic) => quic.Packets
        .GroupBy(packet => (packet.ClientRandom, packet.From, packet.Type is QuicPacketType.ZeroRtt ? QuicPacketType.OneRtt : packet.Type,
            // Initial packets name no connection.
            packet.Type is QuicPacketType.Initial ? quic.Capture.Datagrams[packet.Datagram] with { Payload = [] } : null))
        .Select(space => space.Select(packet => packet.Number).ToHashSet())
        .Sum(numbers => (long)(numbers.Max() - numbers.Min()) + 1 - numbers.Count);

    private static void AssertShown(QuicCapture quic, Func<int, bool> isLost, string what)
    {
        Dissection result = quic.Capture.Without(isLost, quic.Capture.Keys);
        Assert.Empty(result.Faults);
        ConnectionFacts.AssertSame(new SentStreams(quic.Packets, isLost).Expected, SentStreams.Shown(result), what);
    }

    /// <summary>
    /// The datagrams that more depends on than their own data: hellos, and the connection IDs of an address that the connection moves to.
    /// </summary>
    private static HashSet<int> Needed(string name, QuicCapture quic)
    {
        bool moves = name is "quic-address-changed" or "quic-preferred-address" or "quic-nat-rebinding";
        return [.. quic.Packets.Where(packet => (packet.Type == QuicPacketType.Initial && packet.Has(QuicFrameType.Crypto)) ||
            (moves && (packet.Type == QuicPacketType.Handshake || packet.Has(QuicFrameType.NewConnectionId))))
            .Select(packet => packet.Datagram)];
    }
}
