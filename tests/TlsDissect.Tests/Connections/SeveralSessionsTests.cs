using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>Several TLS sessions in one TCP connection, with cleartext before each.</summary>
public sealed class SeveralSessionsTests
{
    /// <summary>Cases with three sessions, which end with a close_notify or without.</summary>
    public static TheoryData<string> Cases => new("second-session", "second-session-without-close");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_session_is_a_connection_of_its_own(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);

        Dissection dissection = Dissection.Of(conversation.Segments(1448), conversation.Keys);

        AssertDecrypted(dissection);
        Assert.Equal(["TLS 1.2", "TLS 1.3", "TLS 1.2"], dissection.Connections.Select(connection => connection.Version.DisplayName()));
        for (int i = 1; i < 3; i++)
        {
            (ConnectionSummary before, ConnectionSummary after) = (dissection.Connections[i - 1], dissection.Connections[i]);
            Assert.Equal(before.Id, after.Previous);
            Assert.Equal(after.Id, after.First.Packet);
            Assert.Equal(after.Id, after.Messages[0].Position.Packet);
            Assert.Equal("client_hello", after.Messages[0].Name);
            Assert.True(before.Last.Packet < after.First.Packet);
            Assert.True(before.Tcp!.LastPacket <= after.Tcp!.LastPacket);
        }

        Assert.Null(dissection.Connections[0].Previous);
        Assert.Equal(1, dissection.Connections[0].Id);
        Assert.Equal(conversation.Segments(1448).Count + 2, dissection.Connections[2].Last.Packet);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_split_into_segments_gives_the_same(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        List<(Sender, string)> whole = Dissection.Of(conversation.Segments(1448), conversation.Keys).Records;

        foreach (int size in new[] { 1, 3, 7, 40, 100, 10_000 })
        {
            Dissection dissection = Dissection.Of(conversation.Segments(size), conversation.Keys);

            AssertDecrypted(dissection);
            Assert.Equal(whole, dissection.Records);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_told_apart_without_keys_resting_or_not(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);

        foreach (int maxAwake in new[] { 0, 256 })
        {
            Dissection dissection = Dissection.Of(conversation.Segments(1448), KeyRing.Empty, new DissectorOptions { MaxAwake = maxAwake });

            Assert.Equal(3, dissection.Connections.Count);
            Assert.All(dissection.Connections,
                connection => Assert.Equal((DecryptionStatus.None, DecryptionReason.NoKey), (connection.Status, connection.Reason)));
            Assert.All(dissection.Connections, connection => Assert.Equal(HandshakeKind.Full, connection.Handshake));
            Assert.All(dissection.Connections, connection => Assert.Single(connection.ServerHellos));
            Assert.True(dissection.Connections[0].Last.Packet < dissection.Connections[1].First.Packet);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_key_that_comes_last_decrypts_all(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        KeyRing keys = new(conversation.Keys.ServerKeys, null) { MayGrow = true };
        byte[] secrets = File.ReadAllBytes(Path.Combine(conversation.Folder, "keys.log"));
        int last = conversation.Segments(1448).Count - 1;

        Dissection dissection = Dissection.Of(conversation.Segments(1448), keys, between: (dissector, index) =>
        {
            if (index != last) return;
            keys.AddSecretsBlock(secrets, "capture");
            dissector.KeysAdded();
        });

        AssertDecrypted(dissection);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_loss_in_one_session_is_not_one_of_the_others(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        List<Segment> segments = conversation.Segments(1448);
        Dissection whole = Dissection.Of(segments, conversation.Keys);
        for (int lost = 0; lost < 3; lost++)
        {
            // The server's answer to a command, in the last packets of each session.
            long end = lost == 2 ? segments.Count - 1 : whole.Connections[lost + 1].First.Packet - 3;
            int index =
                segments.FindLastIndex((int)end,
                    segment => segment.Side == 1 && segment.Payload is { Length: > 1000 } and [(byte)ContentType.ApplicationData, ..]);

            Dissection lossy = Dissection.Of(segments.Where((_, at) => at != index), conversation.Keys);

            Assert.Equal(3, lossy.Connections.Count);
            for (int i = 0; i < 3; i++) Assert.Equal(i == lost ? DecryptionReason.StreamGap : null, lossy.Connections[i].Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_loss_in_one_session_does_not_hide_that_another_was_aborted(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        List<Segment> segments = conversation.Segments(1448);
        int third = (int)Dissection.Of(segments, conversation.Keys).Connections[2].First.Packet - 3;
        int lost =
            segments.FindIndex(
                segment => segment.Side == 1 && segment.Payload is { Length: > 1000 } and [(byte)ContentType.ApplicationData, ..]);

        Dissection dissection = Dissection.Of(segments.Where((_, at) => at != lost && at <= third), conversation.Keys);

        Assert.Equal(DecryptionReason.StreamGap, dissection.Connections[0].Reason);
        Assert.Equal(OutcomeResult.Aborted, dissection.Connections[2].Outcome!.Result);
    }

    [Theory]
    [InlineData("transfer-tls12-chacha20")]
    [InlineData("transfer-tls13-aes128-gcm")]
    [InlineData("transfer-tls12-cbc")]
    [InlineData("transfer-tls10-cbc")]
    public void A_hello_of_an_attacker_hides_nothing(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        List<(Sender, string)> all = Dissection.Of(conversation.Segments(1448), conversation.Keys).Records;
        byte[] hello = ForgedRecords.ClientHello([.. Enumerable.Repeat((byte)0x66, 32)]);
        foreach (byte[] forged in new[] { hello, [.. "AUTH TLS\r\n"u8, .. hello] })
        {
            HashSet<long> skipped = [];
            // The last record of a direction is its close_notify: what comes after it may be another session.
            for (int turn = 0; turn < conversation.Turns.Count - 4; turn++)
            {
                Dissection dissection = Dissection.Of(conversation.With(turn, 0, forged).Segments(1448), conversation.Keys);

                Assert.Null(dissection.Connection.Previous);
                Assert.Equal(all, dissection.Records);
                Assert.Equal(DecryptionStatus.Partial, dissection.Connection.Status);
                skipped.Add(dissection.Connection.ClientSkipped.Count + dissection.Connection.ServerSkipped.Count);
            }

            // Without bytes before it, it is a record that does not authenticate, or a violation.
            Assert.Contains(forged.Length == hello.Length ? 0 : forged.Length, skipped);
        }
    }

    [Fact]
    public void Two_that_begin_in_one_packet_stay_one_connection()
    {
        CapturedConversation conversation = CapturedConversation.Load("second-session");
        Segment client = new(0, 0, 0, conversation.Stream(0)), server = new(1, 0, conversation.Stream(0).Length, conversation.Stream(1));

        Dissection dissection = Dissection.Of([client, server], conversation.Keys, withSyn: false);

        Assert.Equal(dissection.Connections.Count, dissection.Connections.Select(connection => connection.Id).Distinct().Count());
        Assert.Equal(1, dissection.Connections[0].Id);
    }

    [Fact]
    public void An_internal_error_in_one_ends_all_and_each_is_reported()
    {
        CapturedConversation conversation = CapturedConversation.Load("second-session");
        FaultyList<ServerKey> faulty = new(conversation.Keys.ServerKeys[0]);
        List<Segment> segments = conversation.Segments(1448);
        long third = Dissection.Of(segments, conversation.Keys).Connections[2].First.Packet;

        Dissection dissection = Dissection.Of(segments, new KeyRing(faulty, null), between: (_, index) =>
        {
            if (index == third) faulty.CountFault = () => new NotImplementedException();
        });

        Assert.Equal(3, dissection.Connections.Count);
        Assert.Equal(dissection.Connections.Count, dissection.Faults.Count);
        Assert.All(dissection.Connections, connection => Assert.Equal(DecryptionReason.InternalError, connection.Reason));
    }

    private static void AssertDecrypted(Dissection dissection)
    {
        Assert.Equal(3, dissection.Connections.Count);
        Assert.All(dissection.Connections,
            connection => Assert.Equal((DecryptionStatus.Decrypted, null), (connection.Status, connection.Reason)));
        Assert.All(dissection.Connections, connection => Assert.Empty(connection.Violations));
    }
}
