using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>
/// The same bytes in other segments, or in another order within the window, are the same connections: over every capture.
/// </summary>
public partial class SegmentLaws
{
    /// <summary>Large captures say nothing here that small ones do not.</summary>
    private const int MaxBytes = 25_000;

    /// <summary>
    /// Where bytes are missing or come late, how long they are waited for is counted in packets: more or other packets are another capture.
    /// </summary>
    private static readonly string[] Lossy = ["lossy", "lost-", "snapped", "reordered"];

    public static TheoryData<string> Captures => [.. Small];

    private static IEnumerable<string> Small =>
        CaptureCase.Names().Where(name => new FileInfo(CaptureCase.Of(name).Capture).Length < MaxBytes);

    internal static IEnumerable<string> Whole => Small.Where(name => !Lossy.Any(part => name.Contains(part, StringComparison.Ordinal)));

    public static TheoryData<string> WholeCaptures => [.. Whole];

    [Theory]
    [MemberData(nameof(WholeCaptures))]
    public void Any_split_into_segments_gives_the_same_connections(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        string expected = WithoutTcp(capture.Dissect(capture.Segments));
        Random random = new(1);
        foreach (int most in (int[])[2, 400])
            Assert.Equal(expected,
                WithoutTcp(capture.Dissect(capture.Segments.SelectMany(segment => Split(segment, () => random.Next(1, most))))));
    }

    /// <summary>
    /// In SSL 2.0 only the hello before it tells what an answer is: where the two directions are captured in another order, it stays
    /// unknown.
    /// </summary>
    public static TheoryData<string> InAnyOrder => [.. Whole.Where(name => !name.Contains("ssl2", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(InAnyOrder))]
    public void Any_order_within_the_window_gives_the_same_connections(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        AssertSameInAnyOrder(capture, capture.Keys);
        AssertSameInAnyOrder(capture, KeyRing.Empty);
    }

    private static void AssertSameInAnyOrder(SegmentedCapture capture, KeyRing keys)
    {
        string expected = SegmentedCapture.Timeless(capture.Dissect(capture.Segments, keys));
        for (int seed = 1; seed <= 3; seed++)
        {
            Random random = new(seed);
            SegmentedCapture.Segment[] moved =
                [.. capture.Segments.Select((segment, i) => (Segment: segment, At: i + 4 * random.NextDouble())).OrderBy(p => p.At)
                    .Select(p => p.Segment)];
            // Packets are numbered and timed as they are captured, whatever they hold.
            string actual =
                SegmentedCapture.Timeless(
                    capture.Dissect(
                        moved.Zip(capture.Segments).Select(p => p.First with { Packet = p.Second.Packet, Time = p.Second.Time }), keys));
            if (actual != expected) Assert.Fail($"seed {seed}: {JsonDifference.Of(expected.Split('\n'), actual.Split('\n'))}");
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Every_packet_captured_twice_gives_the_same_connections(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        Assert.Equal(WithoutTcp(capture.Dissect(capture.Segments)),
            WithoutTcp(capture.Dissect(capture.Segments.SelectMany(segment => new[] { segment, segment }))));
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Changed_bytes_never_throw(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        for (int seed = 1; seed <= 2; seed++)
        {
            Random random = new(seed);
            Assert.NotNull(capture.Dissect(capture.Segments.Select(segment => Changed(segment, random, oneIn: 1 << random.Next(2, 10)))));
        }
    }

    private static SegmentedCapture.Segment Changed(SegmentedCapture.Segment segment, Random random, int oneIn)
    {
        byte[] payload = [.. segment.Payload];
        for (int i = random.Next(oneIn); i < payload.Length; i += random.Next(1, 2 * oneIn)) payload[i] ^= (byte)random.Next(1, 256);
        return random.Next(20) switch
        {
            0 => segment with { Payload = payload[..random.Next(payload.Length + 1)] },
            1 => segment with { Payload = payload, Sequence = segment.Sequence + (uint)random.Next(-100, 100) },
            2 => segment with { Payload = payload, Flags = segment.Flags ^ (TcpFlags)(1 << random.Next(6)) },
            _ => segment with { Payload = payload },
        };
    }

    /// <summary>The pieces of one packet; what a snap length cut off stays at the last.</summary>
    private static IEnumerable<SegmentedCapture.Segment> Split(SegmentedCapture.Segment segment, Func<int> next)
    {
        if (segment.Payload.Length < 2)
        {
            yield return segment;
            yield break;
        }

        uint sequence = segment.Sequence + ((segment.Flags & TcpFlags.Syn) != 0 ? 1u : 0);
        for (int at = 0; at < segment.Payload.Length;)
        {
            int taken = Math.Min(next(), segment.Payload.Length - at);
            bool last = at + taken == segment.Payload.Length;
            TcpFlags flags = segment.Flags & ~(at > 0 ? TcpFlags.Syn : TcpFlags.None) &
                ~(last ? TcpFlags.None : TcpFlags.Fin | TcpFlags.Rst);
            yield return segment with
            {
                Sequence = at == 0 ? segment.Sequence : sequence + (uint)at,
                Flags = flags,
                Payload = segment.Payload[at..(at + taken)],
                PayloadLength = last ? segment.PayloadLength - at : taken,
            };
            at += taken;
        }
    }

    private static string WithoutTcp(string json) => Tcp().Replace(json, "");

    [GeneratedRegex(@",""tcp"":\{[^}]*\}")]
    private static partial Regex Tcp();
}
