using TlsDissect.Protocol;
using TlsDissect.Transport;
using static TlsDissect.Protocol.Sender;
using static TlsDissect.Tests.Connections.Quic.QuicFrames;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>Packets of QUIC with short headers, whose start was not captured.</summary>
public sealed class QuicConnectionTests
{
    private static readonly IpEndpoint Elsewhere = new(IpAddress.FromV4([198, 51, 100, 7]), 50000);
    private static readonly byte[] Token = [.. Enumerable.Range(100, 16).Select(i => (byte)i)];

    [Fact]
    public void Data_of_both_sides_is_read_by_stream()
    {
        QuicTalk talk = new();
        talk.Say(Client, Stream(0, 0, "hello"u8.ToArray(), fin: true), Stream(2, 0, "control"u8.ToArray()))
            .Say(Server, Stream(0, 0, "world"u8.ToArray(), fin: true));
        ConnectionSummary connection = talk.End();
        Assert.Equal("Client 0 hello\nClient 0 end\nClient 2 control\nServer 0 world\nServer 0 end\n", talk.Events);
        Assert.Equal((TransportKind.Quic, DecryptionStatus.Decrypted), (connection.Transport, connection.Status));
        QuicStatistics quic = connection.Quic!;
        Assert.Equal("1", quic.Version);
        Assert.Equal([0ul, 2ul], quic.Streams.Select(stream => stream.Id));
        Assert.True(quic.Streams[0] is { Client: { Bytes: 5, IsFinished: true }, Server: { Bytes: 5, IsFinished: true } });
        Assert.True(quic.Streams[1] is { Client: { Bytes: 7, IsFinished: false }, Server: null });
        Assert.Equal((12, 5), (connection.ClientData.Bytes, connection.ServerData.Bytes));
    }

    [Fact]
    public void Datagrams_that_overtook_others_change_nothing()
    {
        QuicTalk talk = new();
        byte[][] packets =
        [
            talk.Seal(Client, Stream(0, 0, "one "u8.ToArray())), talk.Seal(Client, Datagram("between"u8.ToArray())),
            talk.Seal(Client, Stream(4, 0, "other"u8.ToArray())), talk.Seal(Client, Stream(0, 4, "two"u8.ToArray(), fin: true)),
        ];
        foreach (int i in (int[])[0, 3, 1, 1, 2]) talk.Send(Client, packets[i]);
        ConnectionSummary connection = talk.End();
        Assert.Equal("Client 0 one \nClient datagram between\nClient 4 other\nClient 0 two\nClient 0 end\n", talk.Events);
        Assert.True(connection.Quic is { Repeated: 1, OutOfOrder: 2, Missing: 0, DatagramFrames: 1 });
    }

    [Fact]
    public void A_lost_packet_leaves_a_gap_in_its_stream_alone()
    {
        QuicTalk talk = new();
        talk.Say(Client, Stream(0, 0, "begin"u8.ToArray()));
        talk.Seal(Client, Stream(0, 5, "lost"u8.ToArray()));
        talk.Say(Client, Stream(0, 9, "end"u8.ToArray(), fin: true), Stream(4, 0, "whole"u8.ToArray(), fin: true));
        ConnectionSummary connection = talk.End();
        Assert.Equal("Client 0 begin\nClient 4 whole\nClient 4 end\nClient 0 gap 4\nClient 0 end\nClient 0 end\n", talk.Events);
        Assert.Equal(4, connection.Quic!.Streams[0].Client!.MissingBytes);
        Assert.Equal(1, connection.Quic.Missing);
    }

    [Fact]
    public void Data_that_is_sent_again_closes_the_gap()
    {
        QuicTalk talk = new();
        talk.Say(Client, Stream(0, 0, "begin "u8.ToArray()));
        talk.Seal(Client, Stream(0, 6, "lost "u8.ToArray()));
        talk.Say(Client, Stream(0, 11, "end"u8.ToArray(), fin: true)).Say(Client, Stream(0, 3, "in lost e"u8.ToArray()));
        talk.End();
        Assert.Equal("Client 0 begin \nClient 0 lost \nClient 0 end\nClient 0 end\n", talk.Events);
    }

    [Fact]
    public void Data_waits_no_longer_than_the_limits_say()
    {
        foreach (QuicLimits limits in (QuicLimits[])[new() { GapTime = TimeSpan.FromSeconds(1) }, new() { MaxReorderedBytes = 100 }])
        {
            QuicTalk talk = new(new DissectorOptions { Quic = limits });
            talk.Say(Client, Stream(0, 0, "a"u8.ToArray()));
            talk.Seal(Client, Ping);
            talk.Say(Client, Stream(0, 2, "c"u8.ToArray()));
            talk.Later += 3_000_000_000;
            talk.Say(Client, Stream(4, 0, new byte[200])).Say(Client, Stream(8, 1, new byte[200]));
            Assert.Contains("Client 0 gap 1\nClient 0 c\n", talk.Events, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_stream_that_is_reset_ends()
    {
        QuicTalk talk = new();
        talk.Say(Client, Stream(0, 0, "begun"u8.ToArray())).Say(Client, Reset(0, 0x10C, 1000))
            .Say(Client, Stream(0, 5, "late"u8.ToArray()));
        ConnectionSummary connection = talk.End();
        Assert.Equal("Client 0 begun\nClient 0 end 268\n", talk.Events);
        Assert.Equal(0x10Cul, connection.Quic!.Streams[0].Client!.ResetCode);
    }

    [Fact]
    public void Updated_keys_are_followed()
    {
        QuicTalk talk = new();
        talk.Say(Client, Stream(0, 0, "a"u8.ToArray())).Say(Server, Stream(0, 0, "A"u8.ToArray()));
        for (int generation = 1; generation <= 3; generation++)
        {
            talk.Send(Client, talk.Seal(Client, Stream(0, (ulong)generation, [(byte)('a' + generation)]), generation));
            talk.Send(Server, talk.Seal(Server, Stream(0, (ulong)generation, [(byte)('A' + generation)]), generation));
        }

        ConnectionSummary connection = talk.End();
        Assert.True(connection.Quic is { ClientKeyUpdates: 3, ServerKeyUpdates: 3 });
        Assert.Equal((4, 4), (connection.ClientData.Bytes, connection.ServerData.Bytes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    public void A_capture_may_begin_after_key_updates(int updates)
    {
        QuicTalk talk = new();
        talk.Send(Client, talk.SealAt(Client, 300_000, Stream(0, 0, "a"u8.ToArray()), updates))
            .Send(Server, talk.SealAt(Server, 400_000, Stream(0, 0, "A"u8.ToArray()), updates))
            .Send(Client, talk.SealAt(Client, 300_001, Stream(0, 1, "b"u8.ToArray()), updates))
            .Send(Client, talk.SealAt(Client, 300_002, Stream(0, 2, "c"u8.ToArray()), updates + 1));
        ConnectionSummary connection = talk.End();
        Assert.True(connection.Quic!.ClientKeyUpdates == updates + 1 && connection.Quic.ServerKeyUpdates == updates);
        Assert.Equal((3, 1), (connection.ClientData.Bytes, connection.ServerData.Bytes));
    }

    [Fact]
    public void A_connection_is_followed_to_other_addresses()
    {
        QuicTalk talk = new();
        talk.Say(Client, Stream(0, 0, "at home "u8.ToArray())).Say(Server, NewConnectionId(1, [.. "elsewhere"u8], Token));
        talk.Ids[1] = [.. "elsewhere"u8];
        talk.Send(Client, talk.Seal(Client, Stream(0, 8, "away"u8.ToArray())), Elsewhere)
            .Send(Server, talk.Seal(Server, Stream(0, 0, "found"u8.ToArray())), Elsewhere);
        ConnectionSummary connection = talk.End();
        Assert.Equal("Client 0 at home \nClient 0 away\nServer 0 found\n", talk.Events);
        Assert.Equal([new QuicPath(Elsewhere, QuicTalk.Server, 3)], connection.Quic!.Paths);
        Assert.Equal(QuicTalk.Client, connection.Client);
    }

    [Fact]
    public void After_its_end_the_IDs_of_a_connection_are_free()
    {
        QuicTalk talk = new();
        talk.Say(Client, Stream(0, 0, "a"u8.ToArray())).Say(Server, Ping);
        talk.Later += 180_000_000_000;
        talk.Send(Client, talk.Seal(Client, Stream(0, 1, "b"u8.ToArray())), Elsewhere);
        List<ConnectionSummary> both = talk.EndAll();
        Assert.Equal([QuicTalk.Client, Elsewhere], both.Select(connection => connection.Client));
        Assert.All(both, connection => Assert.Empty(connection.Quic!.Paths));
    }

    [Fact]
    public void The_token_at_the_end_tells_a_stateless_reset()
    {
        QuicTalk talk = new();
        talk.Say(Client, Ping).Say(Server, NewConnectionId(1, [.. "elsewhere"u8], Token))
            .Send(Server, [0x45, .. new byte[30], .. Token]);
        ConnectionSummary connection = talk.End();
        Assert.Equal(Server, connection.Quic!.ResetBy);
        Assert.True(connection.Quic.SeenEnd);
        Assert.Equal(DecryptionStatus.Decrypted, connection.Status);
    }

    [Theory]
    [InlineData(0x128, "handshake_failure")]
    [InlineData(0x0A, null)]
    public void The_end_of_a_connection_names_its_error(ulong code, string? alert)
    {
        QuicTalk talk = new();
        talk.Say(Client, Ping).Say(Server, Ping).Say(Server, Close(code, "why"));
        ConnectionSummary connection = talk.End();
        QuicClose close = connection.Quic!.Close!;
        Assert.Equal((Server, code, false, "why", 3), (close.By, close.ErrorCode, close.IsApplication, close.Reason, close.Packet));
        Assert.Equal(alert is null ? "PROTOCOL_VIOLATION" : $"CRYPTO_ERROR ({alert})", close.Name);
        Assert.Equal(alert is null ? [] : [alert], connection.Alerts.Select(entry => entry.Description.RegisteredName()));
    }

    [Fact]
    public void An_end_by_the_application_has_its_number()
    {
        QuicTalk talk = new();
        talk.Say(Client, Ping).Say(Client, ApplicationClose(0x100));
        Assert.True(talk.End().Quic!.Close is { By: Client, ErrorCode: 0x100, IsApplication: true, Name: "0x100" });
    }

    [Theory]
    [InlineData(10)]
    [InlineData(0)]
    public void Several_datagrams_that_are_captured_as_one_are_told_apart(int idLength)
    {
        QuicTalk talk = new();
        talk.Ids[0] = talk.Ids[0][..Math.Min(idLength, 8)];
        talk.Say(Client, Ping).Say(Server, Ping);
        byte[] joined = [];
        ulong offset = 0;
        for (int i = 0; i < 5; i++)
        {
            byte[] data = new byte[i < 4 ? 1300 : 200];
            joined = [.. joined, .. talk.Seal(Server, Stream(0, offset, data, fin: i == 4))];
            offset += (ulong)data.Length;
        }

        talk.Send(Server, joined).Say(Server, Stream(4, 0, "after"u8.ToArray()));
        ConnectionSummary connection = talk.End();
        Assert.True(connection.Quic!.Streams[0].Server is { Bytes: 5400, MissingBytes: 0, IsFinished: true });
        Assert.Equal(5, connection.Quic.Streams[1].Server!.Bytes);
    }

    [Fact]
    public void Without_a_secret_short_headers_are_not_recognized()
    {
        QuicTalk talk = new(keys: new KeyRing());
        talk.Say(Client, Stream(0, 0, "hello"u8.ToArray()));
        Assert.Throws<Xunit.Sdk.SingleException>(talk.End);
    }

    [Fact]
    public void The_stream_opened_first_is_given_up_if_too_many_are_open()
    {
        QuicTalk talk = new(new DissectorOptions { Quic = new QuicLimits { MaxOpenStreams = 2 } });
        talk.Say(Client, Ping).Say(Server, Ping);
        talk.Say(Client, Stream(0, 0, "a"u8.ToArray())).Say(Client, Stream(4, 0, "b"u8.ToArray(), fin: true));
        talk.Say(Client, Stream(2, 5, "c"u8.ToArray())).Say(Client, Stream(8, 0, "d"u8.ToArray()));
        talk.Say(Client, Stream(12, 0, "e"u8.ToArray())).Say(Client, Stream(0, 1, "late"u8.ToArray(), fin: true));
        QuicStatistics quic = talk.End().Quic!;

        string ends = "Client 0 end\nServer 0 end\nServer 4 end\nClient 2 gap 5\nClient 2 c\nClient 2 end\n";
        Assert.Equal(ends, string.Concat(talk.Events.Split('\n').Where(line => line.Contains("end", StringComparison.Ordinal) ||
            line.StartsWith("Client 2", StringComparison.Ordinal)).Select(line => line + '\n').Skip(1)));
        Assert.Equal([false, false, true, false, false], quic.Streams.Select(stream => stream.Client!.IsFinished));
        Assert.All(quic.Streams, stream => Assert.False(stream.Server is { IsFinished: true }));
    }

    [Fact]
    public void The_reason_of_a_close_is_bounded_in_the_outcome()
    {
        QuicClose close = new(Server, 10, false, 3) { Name = "PROTOCOL_VIOLATION", Reason = new('a', 1000) };
        QuicStatistics quic = new() { Close = close };
        Assert.Equal($"refused by the server with PROTOCOL_VIOLATION: {new string('a', 256)}...", quic.OutcomeOf("")!.Text);
    }

    [Fact]
    public void A_number_far_from_zero_is_found()
    {
        QuicTalk talk = new();
        for (ulong number = 200_000; number < 200_006; number++)
            talk.Send(Client, talk.SealAt(Client, number, Stream(0, number - 200_000, "x"u8.ToArray())));
        Assert.Equal(6, talk.End().ClientData.Bytes);
    }

    [Theory]
    [InlineData(130)]
    [InlineData(1000)]
    public void A_loss_of_more_numbers_than_a_byte_tells_apart_costs_only_what_was_lost(ulong next)
    {
        QuicTalk talk = new() { NumberLength = 1 };
        talk.Say(Client, Stream(0, 0, "before "u8.ToArray()));
        talk.Send(Client, talk.SealAt(Client, next, Stream(0, 7, "after"u8.ToArray())));
        Assert.Equal(12, talk.End().ClientData.Bytes);
    }

    [Fact]
    public void An_ID_that_looks_like_a_header_of_DTLS_hides_no_DTLS()
    {
        QuicTalk talk = new();
        talk.Ids[1] = [0xFE, 0xFD, 0, 0];
        talk.Say(Client, Ping).Say(Client, Ping);
        talk.Send(Client, [22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0], Elsewhere);
        Assert.Equal([TransportKind.Quic, TransportKind.Udp], talk.EndAll().Select(connection => connection.Transport).Order().Reverse());
    }

    [Fact]
    public void A_datagram_longer_than_UDP_allows_ends_nothing()
    {
        QuicTalk talk = new();
        for (int i = 0; i < 16; i++) talk.Send(Client, [(byte)(0x40 + i), .. new byte[66_000]], Elsewhere);
        talk.Say(Client, Stream(0, 0, "hello"u8.ToArray()));
        Assert.Equal(5, talk.End().ClientData.Bytes);
    }

    [Fact]
    public void Forged_and_changed_packets_change_nothing()
    {
        QuicTalk talk = new();
        talk.Say(Client, Stream(0, 0, "true"u8.ToArray())).Say(Server, Ping);
        byte[] changed = talk.Seal(Client, Stream(0, 4, "false"u8.ToArray()));
        changed[^1] ^= 1;
        talk.Send(Client, changed).Send(Client, [0x40, .. talk.Ids[1], .. new byte[60]]);
        talk.Send(Client, talk.Seal(Client, Stream(0, 4, " still"u8.ToArray())));
        ConnectionSummary connection = talk.End();
        Assert.Equal("Client 0 true\nClient 0  still\n", talk.Events);
        Assert.Equal(10, connection.ClientData.Bytes);
    }
}
