using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Connections.Datagrams;
using static TlsDissect.Protocol.Sender;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>Each version of QUIC, and reserved ones.</summary>
public sealed class QuicVersionTests
{
    private const uint Reserved = 0x1A2A3A4A;

    public static TheoryData<string> All => [.. QuicVersion.All.Select(version => version.Name)];

    public static TheoryData<string> Guessed => [.. QuicVersion.Guesses.Select(version => version.Name)];

    /// <summary>Those whose packets of all levels differ from version 1 in their number and the salt only.</summary>
    public static TheoryData<string> LikeFirst =>
        [.. QuicVersion.All.Where(IsLikeFirst).Select(version => version.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Hellos_are_read_without_a_key(string name)
    {
        SealedInitial made = new(Find(name));
        QuicTalk talk = new(keys: new());
        talk.Send(Client, made.FromClient(made.Client)).Send(Server, made.FromServer(made.Server));
        AssertHellos(talk.End(), name);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Retry_is_followed_if_it_answers_the_first_packet(string name)
    {
        SealedInitial made = new(Find(name));
        foreach (bool isAnswer in (bool[])[true, false])
        {
            SealedInitial again = made with { KeyId = SealedInitial.ServerId, Token = [.. "token"u8] };
            QuicTalk talk = new(keys: new());
            talk.Send(Client, made.FromClient(made.Client))
                .Send(Server, made.Retry(isAnswer ? SealedInitial.OriginalId : SealedInitial.ClientId));
            if (isAnswer) talk.Send(Client, again.FromClient(made.Client, number: 1)).Send(Server, again.FromServer(made.Server));
            ConnectionSummary connection = talk.End();
            Assert.Equal(isAnswer, connection.Quic!.IsRetried);
            if (isAnswer) AssertHellos(connection, name);
        }
    }

    /// <summary>A hello that is sent again is not listed again, and the one after the Retry counts.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void After_a_Retry_the_client_may_make_another_hello(bool isOther, bool isRepeated)
    {
        // After PING, the header of the CRYPTO frame, that of the message, and the version.
        const int RandomAt = 1 + 4 + 4 + 2;
        SealedInitial made = new(QuicVersion.V1);
        SealedInitial again = made with { KeyId = SealedInitial.ServerId, Token = [.. "token"u8] };
        byte[] hello = [.. made.Client];
        if (isOther) hello[RandomAt] ^= 0xFF;
        QuicTalk talk = new(keys: new());
        talk.Send(Client, made.FromClient(made.Client)).Send(Server, made.Retry(SealedInitial.OriginalId))
            .Send(Client, again.FromClient(hello, number: 1));
        if (isRepeated) talk.Send(Client, made.FromClient(made.Client, number: 2)).Send(Client, again.FromClient(hello, number: 3));
        ConnectionSummary connection = talk.Send(Server, again.FromServer(made.Server)).End();
        Assert.Equal(isOther ? 2 : 1, connection.ClientHellos.Length);
        Assert.Equal(hello[RandomAt..(RandomAt + 32)], connection.ClientHellos[^1].Random.ToArray());
        Assert.Single(connection.ServerHellos);
        Assert.False(connection.HasViolations);
    }

    /// <summary>The hello after a Retry is in two packets, which came in either order.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_hello_may_come_in_parts(bool isReversed)
    {
        SealedInitial made = new(QuicVersion.V1);
        SealedInitial again = made with { KeyId = SealedInitial.ServerId, Token = [.. "token"u8] };
        byte[] hello = [.. made.Client[5..]];
        hello[6] ^= 0xFF;
        byte[][] parts =
        [
            again.FromClient([0x06, 0, 20, .. hello[..20]], number: 1),
            again.FromClient([0x06, 20, 0x40, (byte)(hello.Length - 20), .. hello[20..]], number: 2),
        ];
        if (isReversed) Array.Reverse(parts);
        QuicTalk talk = new(keys: new());
        talk.Send(Client, made.FromClient(made.Client)).Send(Server, made.Retry(SealedInitial.OriginalId));
        foreach (byte[] part in parts) talk.Send(Client, part);
        ConnectionSummary connection = talk.Send(Server, again.FromServer(made.Server)).End();
        Assert.Equal(2, connection.ClientHellos.Length);
        Assert.Equal(hello[6..38], connection.ClientHellos[^1].Random.ToArray());
        Assert.False(connection.HasViolations);
    }

    /// <summary>Retry and hello can be forged. The server's answer is protected with the keys of the client's first packet.</summary>
    [Fact]
    public void Another_hello_counts_only_if_the_server_answers_to_the_Retry()
    {
        SealedInitial made = new(QuicVersion.V1);
        SealedInitial forged = made with { KeyId = SealedInitial.ServerId, Token = [.. "token"u8] };
        byte[] hello = [.. made.Client];
        hello[11] ^= 0xFF;
        QuicTalk talk = new(keys: new());
        ConnectionSummary connection = talk.Send(Client, made.FromClient(made.Client)).Send(Server, made.Retry(SealedInitial.OriginalId))
            .Send(Client, forged.FromClient(hello, number: 1)).Send(Server, made.FromServer(made.Server)).End();
        Assert.Equal(made.Client[11..43], Assert.Single(connection.ClientHellos).Random.ToArray());
        Assert.Single(connection.ServerHellos);
        Assert.True(connection.HasViolations);
    }

    [Theory]
    [MemberData(nameof(LikeFirst))]
    public void A_whole_capture_is_decrypted_in_each(string name)
    {
        foreach (string capture in (string[])["quic-aes128-gcm", "quic-early-data", "quic-empty-connection-id"])
        {
            QuicCapture quic = QuicCapture.Load(capture);
            Dissection changed = CapturedDatagrams.Dissect(In(Find(name), quic), quic.Capture.Keys);
            Assert.Equal(DatagramFacts.Of(quic.Capture.Whole).Replace("\n1 ", $"\n{name} ", StringComparison.Ordinal),
                DatagramFacts.Of(changed).Replace("\n1 ", $"\n{name} ", StringComparison.Ordinal), ignoreLineEndingDifferences: true);
            Assert.All(changed.Connections, connection => Assert.Equal(name, connection.Quic!.Version));
        }
    }

    [Theory]
    [MemberData(nameof(Guessed))]
    public void The_hello_of_a_client_that_forces_negotiation_is_read_with_the_keys_of_a_version_it_knows(string name)
    {
        SealedInitial made = new(Find(name)) { Number = Reserved };
        byte[] hello = made.Client;
        QuicTalk talk = new(keys: new());
        // Its second half comes first.
        int length = hello.Length - 5, half = 100;
        talk.Send(Client, made.FromClient([0x06, 0x40, (byte)half, 0x40, (byte)(length - half), .. hello[(5 + half)..]]))
            .Send(Client, made.FromClient([0x06, 0x00, 0x40, (byte)half, .. hello[5..(5 + half)]], number: 1))
            .Send(Server, [0x80, 0, 0, 0, 0, 4, .. SealedInitial.ClientId, 8, .. SealedInitial.OriginalId, 0, 0, 0, 1]);
        SealedInitial next = new(QuicVersion.V1);
        talk.Send(Client, next.FromClient(next.Client)).Send(Server, next.FromServer(next.Server));
        List<ConnectionSummary> both = talk.EndAll();
        Assert.Equal(["GREASE (0x1a2a3a4a)", "1"], both.Select(connection => connection.Quic!.Version));
        Assert.All(both, connection => Assert.Equal("example.com", connection.ServerName));
        Assert.Equal(["1"], both[0].Quic!.OfferedVersions);
        Assert.Equal(OutcomeResult.Refused, both[0].Outcome!.Result);
        AssertHellos(both[1], "1");
    }

    /// <summary>The server's refusal is lost, or captured after the next attempt, or only the client's side is captured.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void The_hello_in_a_known_version_does_not_depend_on_the_refusal_before_it(bool isLate, bool hasServer)
    {
        SealedInitial reserved = new(QuicVersion.V1) { Number = Reserved }, next = new(QuicVersion.V1);
        QuicTalk talk = new(keys: new());
        talk.Send(Client, reserved.FromClient(reserved.Client)).Send(Client, next.FromClient(next.Client));
        if (isLate) talk.Send(Server, [0x80, 0, 0, 0, 0, 4, .. SealedInitial.ClientId, 8, .. SealedInitial.OriginalId, 0, 0, 0, 1]);
        if (hasServer) talk.Send(Server, next.FromServer(next.Server));
        List<ConnectionSummary> both = talk.EndAll();
        Assert.Equal(["GREASE (0x1a2a3a4a)", "1"], both.Select(connection => connection.Quic!.Version));
        Assert.Equal(2, both[1].Id);
        Assert.Null(both[0].CipherSuite);
        if (hasServer) AssertHellos(both[1], "1");
    }

    [Fact]
    public void A_reserved_version_in_a_connection_of_a_known_one_is_not_read()
    {
        SealedInitial known = new(QuicVersion.V1), forged = new(QuicVersion.V1) { Number = Reserved };
        QuicTalk talk = new(keys: new());
        byte[] hello = known.Client;
        hello[^1] ^= 1;
        talk.Send(Client, known.FromClient(known.Client))
            .Send(Client, forged.FromClient([0x06, 0x41, 0x2C, 0x08, .. hello[..8]], number: 1))
            .Send(Server, known.FromServer(known.Server));
        ConnectionSummary connection = talk.End();
        AssertHellos(connection, "1");
        Assert.NotEqual(OutcomeResult.Unknown, connection.Outcome!.Result);
    }

    [Fact]
    public void Keys_of_a_reserved_version_are_guessed_a_few_times_only()
    {
        SealedInitial made = new(QuicVersion.V1) { Number = Reserved };
        foreach ((int before, bool isRead) in ((int, bool)[])[(1, true), (2, false)])
        {
            QuicTalk talk = new(keys: new());
            byte[] damaged = made.FromClient(made.Client);
            damaged[^1] ^= 1;
            for (int i = 0; i < before; i++) talk.Send(Client, damaged);
            talk.Send(Client, made.FromClient(made.Client, number: 1));
            Assert.Equal(isRead, talk.End().ServerName is not null);
        }
    }

    private static bool IsLikeFirst(QuicVersion version) => version.Types == QuicVersion.V1.Types &&
        version.LabelPrefix == QuicVersion.V1.LabelPrefix && !version.HasGoogleFrames;

    private static QuicVersion Find(string name) => QuicVersion.All.Single(version => version.Name == name);

    private static void AssertHellos(ConnectionSummary connection, string version)
    {
        Assert.Equal((version, "example.com", CipherSuiteId.TLS_AES_128_GCM_SHA256),
            (connection.Quic!.Version, connection.ServerName, connection.CipherSuite));
        Assert.Equal(SealedInitial.OriginalId, connection.Quic.OriginalDestinationId!.Value.ToArray());
    }

    /// <summary>A capture of version 1 in another version, sealed again packet by packet.</summary>
    private static IEnumerable<SentDatagram> In(QuicVersion version, QuicCapture quic)
    {
        byte[][] payloads = [.. quic.Capture.Datagrams.Select(datagram => datagram.Payload.ToArray())];
        byte[] original = [];
        foreach (OpenedQuicPacket packet in quic.Packets)
        {
            if (packet.Type == QuicPacketType.OneRtt) continue;
            if (packet is { Type: QuicPacketType.Initial, From: Client, Number: 0 }) original = packet.Header[6..(6 + packet.Header[5])];
            byte[] header = [packet.Header[0], (byte)(version.Number >> 24), (byte)(version.Number >> 16), (byte)(version.Number >> 8),
                (byte)version.Number, .. packet.Header[5..]];
            OpenedQuicPacket changed = packet with
            {
                Header = header,
                Keys = packet.Type == QuicPacketType.Initial ? QuicKeySchedule.InitialKeys(version, original, packet.From) : packet.Keys,
            };
            changed.Seal(packet.Payload).CopyTo(payloads[packet.Datagram].AsSpan(packet.Place));
        }

        return quic.Capture.Datagrams.Select((datagram, i) => datagram.With(payloads[i]));
    }
}
