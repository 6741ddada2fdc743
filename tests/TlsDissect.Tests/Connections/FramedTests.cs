using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>TLS in the frames of another protocol gives the same as without them.</summary>
public sealed class FramedTests
{
    private const string Inner = "rsa-aes128-gcm";

    /// <summary>A framing, the size of its frames, and for OpenVPN that of tls-auth's HMAC.</summary>
    public static TheoryData<Carrier, int, int> Framings => new()
    {
        { Carrier.Tds, 512, 0 }, { Carrier.Tds, 4096, 0 },
        { Carrier.Tpkt, 40, 0 }, { Carrier.Tpkt, 1024, 0 }, { Carrier.Tpkt, 65535, 0 },
        { Carrier.OpenVpn, 100, 0 }, { Carrier.OpenVpn, 1200, 0 }, { Carrier.OpenVpn, 1200, 16 }, { Carrier.OpenVpn, 1200, 20 },
        { Carrier.OpenVpn, 1200, 32 }, { Carrier.OpenVpn, 1200, 64 },
    };

    [Theory]
    [MemberData(nameof(Framings))]
    public void Any_split_into_segments_gives_the_same_as_without_frames(Carrier carrier, int size, int hmac)
    {
        CapturedConversation inner = CapturedConversation.Load(Inner);
        string bare = ConnectionFacts.Of(Dissection.Of(inner.Segments(1448), inner.Keys));
        FramedConversation framed = Framed(inner, carrier, size, hmac);
        foreach (int segment in (int[])[1, 2, 3, 5, 7, 11, 64, 1448, 100_000])
        {
            Dissection dissection = Dissection.Of(framed.Segments(segment), inner.Keys);

            Assert.Empty(dissection.Faults);
            Assert.Equal(carrier, dissection.Connection.CarriedBy);
            Assert.Equal((DecryptionStatus.Decrypted, null), (dissection.Connection.Status, dissection.Connection.Reason));
            Assert.Equal((default(SkippedBytes), default(SkippedBytes)),
                (dissection.Connection.ClientSkipped, dissection.Connection.ServerSkipped));
            ConnectionFacts.AssertSame(bare, ConnectionFacts.Of(dissection), $"segments of {segment}");
        }
    }

    [Theory]
    [MemberData(nameof(Framings))]
    public void It_rests_and_wakes_the_same(Carrier carrier, int size, int hmac)
    {
        CapturedConversation inner = CapturedConversation.Load(Inner);
        List<Segment> segments = Framed(inner, carrier, size, hmac).Segments(200);
        string[] told = [.. new[] { 0, 256 }.Select(maxAwake =>
        {
            ConnectionSummary summary = Dissection.Of(segments, KeyRing.Empty, new DissectorOptions { MaxAwake = maxAwake }).Connection;
            return string.Join(' ', summary.CarriedBy, summary.Status, summary.Reason, summary.ServerData.CiphertextBytes,
                summary.Messages.Length, summary.ServerSkipped, string.Join(' ', summary.Notes));
        })];
        Assert.Equal(told[0], told[1]);
        Assert.StartsWith($"{carrier} None NoKey", told[0], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Framings))]
    public void Every_prefix_says_no_more_than_the_whole(Carrier carrier, int size, int hmac)
    {
        CapturedConversation inner = CapturedConversation.Load(Inner);
        List<Segment> segments = Framed(inner, carrier, size, hmac).Segments(37);
        Dissection whole = Dissection.Of(segments, inner.Keys);
        for (int count = 0; count < segments.Count; count += 3)
        {
            Dissection dissection = Dissection.Of(segments[..count], inner.Keys);

            Assert.Empty(dissection.Faults);
            Assert.Equal(whole.Records[..dissection.Records.Count], dissection.Records);
            Assert.All(dissection.Connections,
                connection =>
                    Assert.Equal((default(SkippedBytes), default(SkippedBytes)), (connection.ClientSkipped, connection.ServerSkipped)));
            if (dissection.Connections is [ConnectionSummary connection]) Assert.Equal(carrier, connection.CarriedBy);
        }
    }

    /// <summary>Of what is lost nothing is made up, and what follows is found again.</summary>
    [Theory]
    [MemberData(nameof(Framings))]
    public void A_lost_segment_makes_nothing_up(Carrier carrier, int size, int hmac)
    {
        CapturedConversation inner = CapturedConversation.Load(Inner);
        List<Segment> segments = Framed(inner, carrier, size, hmac).Segments(150);
        Dissection whole = Dissection.Of(segments, inner.Keys);
        int[] full = [whole.Plaintext(Sender.Client).Count, whole.Plaintext(Sender.Server).Count];
        for (int lost = 0; lost < segments.Count - 2; lost++)
        {
            Dissection dissection = Dissection.Of([.. segments[..lost], .. segments[(lost + 1)..]], inner.Keys);

            Assert.Empty(dissection.Faults);
            Assert.All(dissection.Records, record => Assert.Contains(record, whole.Records));
            Assert.All(dissection.Connections,
                connection =>
                    Assert.All(connection.ServerCertificates,
                        certificate =>
                            Assert.Contains(certificate.Subject, whole.Connection.ServerCertificates.Select(known => known.Subject))));
            Assert.All(new[] { Sender.Client, Sender.Server },
                sender => Assert.True(dissection.Plaintext(sender).Count <= full[(int)sender]));
        }
    }

    [Theory]
    [MemberData(nameof(Framings))]
    public void Changed_bytes_make_nothing_up(Carrier carrier, int size, int hmac)
    {
        CapturedConversation inner = CapturedConversation.Load(Inner);
        List<Segment> segments = Framed(inner, carrier, size, hmac).Segments(300);
        List<(Sender, string)> whole = Dissection.Of(segments, inner.Keys).Records;
        Random random = new(7);
        for (int round = 0; round < 60; round++)
        {
            List<Segment> changed = [.. segments.Select(segment => segment with { Payload = [.. segment.Payload] })];
            byte[] payload = changed[random.Next(changed.Count - 2)].Payload;
            payload[random.Next(payload.Length)] ^= (byte)random.Next(1, 256);
            Dissection dissection = Dissection.Of(changed, inner.Keys);

            Assert.Empty(dissection.Faults);
            Assert.All(dissection.Records, record => Assert.Contains(record, whole));
        }
    }

    private static FramedConversation Framed(CapturedConversation inner, Carrier carrier, int size, int hmac) => carrier switch
    {
        Carrier.Tds => FramedConversation.Tds(inner, size),
        Carrier.Tpkt => FramedConversation.Tpkt(inner.Turns, size),
        _ => FramedConversation.OpenVpn(inner.Turns, size, hmac),
    };
}
