using System.Globalization;
using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>Particulars of each protocol that carries TLS.</summary>
public sealed class CarrierTests
{
    private static readonly CapturedConversation Inner = CapturedConversation.Load("rsa-aes128-gcm");

    public static TheoryData<Carrier> Framings => new(Carrier.Tpkt, Carrier.OpenVpn);

    /// <summary>
    /// Records of many sizes, also larger than a frame. After the loss, those that begin behind the next frame's header are decrypted
    /// again.
    /// </summary>
    [Theory]
    [MemberData(nameof(Framings))]
    public void A_lost_packet_costs_only_the_records_around_it(Carrier carrier)
    {
        ScriptedConnection made =
            ScriptedConnection.Of(
                new RecordProtection(ProtocolVersion.Tls12, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256)!));
        for (int i = 0; i < 60; i++) made.Add(1, ContentType.ApplicationData, RandomNumberGenerator.GetBytes(20 + 53 * i % 1900));
        FramedConversation framed =
            carrier == Carrier.Tpkt ? FramedConversation.Tpkt(made.Records, 700) : FramedConversation.OpenVpn(made.Records, 700, hmac: 20);
        List<Segment> segments = framed.Segments(900);
        int whole = Dissection.Of(segments, made.Keys).Plaintext(Sender.Server).Count;
        Assert.True(whole >= 60);
        int[] servers = [.. Enumerable.Range(0, segments.Count - 2).Where(i => segments[i].Side == 1 && segments[i].Offset > 4000)];
        foreach (int lost in servers)
        {
            Dissection dissection = Dissection.Of([.. segments[..lost], .. segments[(lost + 1)..]], made.Keys);

            Assert.InRange(dissection.Plaintext(Sender.Server).Count, whole - 6, whole);
            // As without frames, the rest of a record whose header is missing counts.
            Assert.InRange(dissection.Connection.ServerSkipped.Count, 0, 1900);
        }
    }

    /// <summary>The rest of the frame after the gap has many more records than the gap.</summary>
    [Theory]
    [MemberData(nameof(Framings))]
    public void Records_that_are_lost_with_their_frame_count_in_the_search_for_the_next(Carrier carrier)
    {
        const int perFrame = 30;
        ScriptedConnection made =
            ScriptedConnection.Of(
                new RecordProtection(ProtocolVersion.Tls12, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256)!));
        int before = made.Records.Count;
        for (int i = 0; i < 10 * perFrame; i++) made.Add(1, ContentType.ApplicationData, RandomNumberGenerator.GetBytes(4));
        (int, byte[])[] turns = [.. made.Records[..before],
            .. made.Records[before..].Chunk(perFrame).Select(records => (1, records.SelectMany(record => record.Bytes).ToArray()))];
        FramedConversation framed =
            carrier == Carrier.Tpkt ? FramedConversation.Tpkt(turns, 1400) : FramedConversation.OpenVpn(turns, 1400, hmac: 0);
        List<Segment> segments = framed.Segments(60);
        int whole = Dissection.Of(segments, made.Keys).Plaintext(Sender.Server).Count;
        int start = segments.FindIndex(segment => segment.Side == 1 && segment.Payload.Length == 60 && segment.Offset > 3000);

        for (int lost = start; lost < start + 40; lost++)
        {
            if (segments[lost].Side != 1) continue;
            Dissection dissection = Dissection.Of([.. segments[..lost], .. segments[(lost + 1)..]], made.Keys);
            Assert.InRange(dissection.Plaintext(Sender.Server).Count, whole - perFrame - 2, whole);
        }
    }

    [Fact]
    public void Data_packets_that_are_lost_cost_no_TLS()
    {
        FramedConversation framed = FramedConversation.OpenVpn(Inner.Turns, 1200, hmac: 0);
        for (int i = 0; i < 200; i++) framed.AddData(i % 2, key: 0, 1200);
        List<Segment> segments = framed.Segments(1448);
        for (int lost = segments.Count - 150; lost < segments.Count - 10; lost += 7)
        {
            Dissection dissection = Dissection.Of([.. segments[..lost], .. segments[(lost + 1)..]], Inner.Keys);

            Assert.Equal((0, 0), (dissection.Connection.ClientSkipped.Count, dissection.Connection.ServerSkipped.Count));
            Assert.Equal(Dissection.Of(segments, Inner.Keys).Records, dissection.Records);
            Assert.True(dissection.Connection.ClientFinishedVerified);
            // The packets behind the gap are found again: four tell the next of them.
            Assert.Equal(2, dissection.Connection.Notes.Length);
            Assert.All(dissection.Connection.Notes, note => Assert.True(BytesIn(note) > 120_000 - 6 * 1448, note));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(64)]
    public void Another_key_is_another_session(int hmac)
    {
        CapturedConversation next = CapturedConversation.Load("tls12-rsa-aes256-gcm");
        FramedConversation framed = FramedConversation.OpenVpn(WithoutClose(Inner), 1200, hmac);
        framed.AddControl(0, opcode: 3, key: 1, [], acknowledged: 0);
        framed.AddData(1, key: 0, 300);
        framed.AddControl(1, opcode: 3, key: 1, [], acknowledged: 1);
        framed.AddControls(next.Turns, 1200, key: 1);
        foreach (int size in (int[])[1, 100, 1448])
        {
            Dissection dissection = Dissection.Of(framed.Segments(size), Inner.Keys);

            Assert.Equal(2, dissection.Connections.Count);
            (ConnectionSummary first, ConnectionSummary second) = (dissection.Connections[0], dissection.Connections[1]);
            Assert.Equal(first.Id, second.Previous);
            Assert.All(dissection.Connections,
                connection => Assert.Equal((DecryptionStatus.Decrypted, Carrier.OpenVpn), (connection.Status, connection.CarriedBy)));
            Assert.All(dissection.Connections,
                connection => Assert.Equal((true, true), (connection.ClientFinishedVerified, connection.ServerFinishedVerified)));
            Assert.All(dissection.Connections, connection => Assert.Empty(connection.Violations));
            Assert.Equal([CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256, CipherSuiteId.TLS_RSA_WITH_AES_256_GCM_SHA384],
                dissection.Connections.Select(connection => connection.CipherSuite!.Value));
        }
    }

    /// <summary>OpenVPN 2.6 encrypts the control packets of later keys.</summary>
    [Fact]
    public void Control_packets_that_tls_crypt_encrypts_are_named_and_not_skipped()
    {
        FramedConversation framed = FramedConversation.OpenVpn(Inner.Turns, 1200, hmac: 32);
        foreach (int side in (int[])[0, 1, 0, 1, 0])
        {
            int opcode = framed.Frames.Exists(frame => frame.Side == side && frame.Bytes[2] == (3 << 3 | 1)) ? 4 : 3;
            byte[] packet = [(byte)(opcode << 3 | 1), .. FramedConversation.SessionId(side), 0, 0, 0, 1, 0x6B, 0x0A, 0xF0, 0xC5,
                .. RandomNumberGenerator.GetBytes(32 + (opcode == 3 ? 5 : 300))];
            framed.Frames.Add((side, [0, 0, .. packet]));
            (framed.Frames[^1].Bytes[0], framed.Frames[^1].Bytes[1]) = ((byte)(packet.Length >> 8), (byte)packet.Length);
        }

        ConnectionSummary connection = Dissection.Of(framed.Segments(1448), Inner.Keys).Connection;

        Assert.Equal((0, 0), (connection.ClientSkipped.Count, connection.ServerSkipped.Count));
        Assert.Equal(DecryptionStatus.Decrypted, connection.Status);
        Assert.Contains(connection.Notes, note => note.Contains("tls-crypt", StringComparison.Ordinal));
    }

    [Fact]
    public void TDS_in_the_clear_after_the_login_is_neither_damage_nor_skipped()
    {
        (int, byte[])[] login = [.. Inner.ByRecords().Turns.Where((turn, i) => turn.Side == 0 || !IsData(turn.Data))];
        CapturedConversation handshake = Inner.Only(login.Where(turn => turn.Item2[0] != (byte)ContentType.Alert));
        FramedConversation framed = FramedConversation.Tds(handshake, 4096);
        framed.AddTds(1, 4, [.. Enumerable.Repeat((byte)0x17, 2000)], 512);
        framed.AddTds(0, 1, [3, 3, 0x17, 3, 3, 0, 1], 512);
        foreach (int size in (int[])[1, 3, 1448])
        {
            ConnectionSummary connection = Dissection.Of(framed.Segments(size), Inner.Keys).Connection;

            Assert.Equal((DecryptionStatus.Decrypted, null), (connection.Status, connection.Reason));
            Assert.Equal((0, 0), (connection.ClientSkipped.Count, connection.ServerSkipped.Count));
            Assert.Empty(connection.Violations);
            Assert.Equal(["15 bytes of the client's stream are TDS in the clear, after TLS",
                "2,032 bytes of the server's stream are TDS in the clear, after TLS"], connection.Notes.Order());
        }
    }

    /// <summary>Data before TLS that looks like a frame or ends like one: the records after it are not in frames.</summary>
    public static TheoryData<string, string, string> Lookalikes => new()
    {
        { "RDP", "0300001309E000000100000100080003000000", "0300001302D000000100000200080002000000"[..38] },
        { "PostgreSQL", "0000000804D2162F", "53" },
        { "MySQL", "20000001" + "85AE7F00" + "00000001" + "21" + "0000000000000000000000000000000000000000000000",
            "4A0000000A382E302E333300080000003C" },
        { "SMTP", "454 48 4C 4F 0D0A".Replace(" ", "", StringComparison.Ordinal)[1..] + "53", "3232300D0A" },
        { "TDS of one side alone", "1201002F000001000000", "" },
        { "TPKT without TLS in it", "0300000702F080", "0300000702F080" },
        { "HTTP proxy", "434F4E4E4543540D0A0D0A", "485454502F312E31203230300D0A0D0A" },
    };

    [Theory]
    [MemberData(nameof(Lookalikes))]
    public void Records_without_frames_are_left_as_they_are(string protocol, string client, string server)
    {
        List<(int, byte[])> turns = [];
        if (client.Length > 0) turns.Add((0, Convert.FromHexString(client)));
        if (server.Length > 0) turns.Add((1, Convert.FromHexString(server)));
        Dissection bare = Dissection.Of(Inner.Segments(1448), Inner.Keys);

        Dissection dissection = Dissection.Of(ScriptedConnection.Segments([.. turns, .. Inner.Turns]), Inner.Keys);

        Assert.Null(dissection.Connection.CarriedBy);
        ConnectionFacts.AssertSame(ConnectionFacts.Of(bare), ConnectionFacts.Of(dissection), protocol);
        Assert.Equal((0, 0), (dissection.Connection.ClientSkipped.Count, dissection.Connection.ServerSkipped.Count));
    }

    /// <summary>One side alone is in frames: its headers are not taken off.</summary>
    [Fact]
    public void Both_sides_are_in_frames_or_neither_is()
    {
        FramedConversation framed = FramedConversation.Tpkt(Inner.Turns.Where(turn => turn.Side == 1), 1024);
        (int, byte[])[] turns = [.. Inner.Turns.Where(turn => turn.Side == 0), .. framed.Frames.Where(frame => frame.Side == 1)];

        ConnectionSummary connection = Dissection.Of(ScriptedConnection.Segments(turns), Inner.Keys).Connection;

        Assert.Null(connection.CarriedBy);
        Assert.True(connection.ServerSkipped.Count > 0);
    }

    /// <summary>An attacker injects bytes that look like a frame into the stream of only one side.</summary>
    [Fact]
    public void Records_without_frames_stay_without_them_after_bytes_that_are_in_no_record()
    {
        List<(int, byte[])> turns = [.. Inner.ByRecords().Turns.Where(turn => turn.Side == 1)];
        (int, byte[]) data = turns.First(turn => IsData(turn.Item2));
        int at = turns.IndexOf(data);
        turns.Insert(at, (1, [1, 2, 3, 3, 0, 0xFF, 0, 2, 0xF0, 0x80]));
        foreach (int size in (int[])[5, 1448])
        {
            Dissection dissection = Dissection.Of(Inner.Only(turns).Segments(size), Inner.Keys);

            Assert.Null(dissection.Connection.CarriedBy);
            Assert.Equal(10, dissection.Connection.ServerSkipped.Count);
        }
    }

    /// <summary>No hello is captured, and the first frames not whole.</summary>
    [Fact]
    public void TPKT_is_recognized_in_the_middle_of_a_stream()
    {
        CapturedConversation whole = CapturedConversation.Load("tls13-aes128-gcm");
        CapturedConversation rest = whole.Only(whole.ByRecords().Turns.Where(turn => IsData(turn.Data)));
        List<(Sender, string)> bare = Dissection.Of(rest.Segments(1448), whole.Keys, withSyn: false).Records;
        FramedConversation framed = FramedConversation.Tpkt(rest.Turns, 1024);
        // The rest of a frame that began before the capture.
        framed.Frames[0] = (0, [.. Enumerable.Repeat((byte)0xAA, 100)]);
        framed.Frames[1] = (1, [1, 2, 3]);

        foreach (int size in (int[])[1, 7, 1000])
        {
            Dissection dissection = Dissection.Of(framed.Segments(size), whole.Keys, withSyn: false);

            Assert.Equal(Carrier.Tpkt, dissection.Connection.CarriedBy);
            Assert.NotEmpty(bare);
            Assert.Equal(bare.Order(), dissection.Records.Order());
        }
    }

    private static long BytesIn(string note) => long.Parse(note.Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static bool IsData(byte[] record) => record[0] == (byte)ContentType.ApplicationData;

    private static IEnumerable<(int Side, byte[] Data)> WithoutClose(CapturedConversation conversation) =>
        conversation.ByRecords().Turns.Where(turn => turn.Data[0] != (byte)ContentType.Alert);
}
