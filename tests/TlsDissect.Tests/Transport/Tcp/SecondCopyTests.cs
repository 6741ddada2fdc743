using System.Text;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Transport.Tcp;

/// <summary>
/// A connection that is captured on both sides of a firewall that rewrites sequence numbers; and what else is far from the rest of a
/// stream.
/// </summary>
public class SecondCopyTests
{
    private const uint ClientDistance = 700_000_000;
    private const uint ServerDistance = 0x9000_0000;
    private const int Mebibyte = 1 << 20;
    private const int Window = 64;

    [Theory]
    [InlineData(ClientDistance, ServerDistance)]
    [InlineData(3_594_967_296u, ClientDistance)]
    [InlineData(ClientDistance, 0u)]
    public void Both_copies_are_one_stream(uint clientDistance, uint serverDistance)
    {
        TcpWire wire = Opened(clientDistance, serverDistance);
        Move(wire, clientDistance, serverDistance, to => to.FromClient(0, "abc"u8));
        Move(wire, clientDistance, serverDistance, to => to.FromServer(0, "123"u8, acknowledged: 3));
        wire.FromClient(3, "def"u8, acknowledged: 3);
        Assert.Equal(("abcdef", "123"), (wire.Only.Story(0), wire.Only.Story(1)));
        Move(wire, clientDistance, serverDistance, to => to.FromClient(6, "ghi"u8, TcpFlags.Fin | TcpFlags.Ack, acknowledged: 3));
        Move(wire, clientDistance, serverDistance, to => to.FromServer(3, "456"u8, TcpFlags.Fin | TcpFlags.Ack, acknowledged: 10));
        wire.Idle(2 * Window).Complete();
        Assert.Equal(("abcdefghi", "123456"), (wire.Only.Story(0), wire.Only.Story(1)));
        Assert.Empty(wire.Only.Gaps);
        Assert.True(wire.Only.Statistics.SeenEnd);
    }

    [Fact]
    public void One_copy_fills_the_losses_of_the_other()
    {
        TcpWire wire = Opened(ClientDistance, ServerDistance).FromClient(0, "abc"u8);
        (wire.ClientStart, wire.ServerStart) = (wire.ClientStart + ClientDistance, wire.ServerStart + ServerDistance);
        wire.FromClient(6, "ghi"u8).FromClient(3, "def"u8);
        (wire.ClientStart, wire.ServerStart) = (wire.ClientStart - ClientDistance, wire.ServerStart - ServerDistance);
        Assert.Equal("abcdefghijkl", wire.FromClient(9, "jkl"u8).Only.Story(0));
    }

    [Fact]
    public void SYN_with_another_number_after_the_handshake_or_a_second_is_another_connection()
    {
        TcpWire wire = new TcpWire().Open().FromServer(0, "old"u8);
        wire.ClientStart += ClientDistance;
        Assert.Equal(2, wire.Open().Opened.Count);

        wire = new();
        wire.Raw(TcpWire.Client, TcpWire.Server, 1, 0, TcpFlags.Syn, []).Wait(1100 * TcpWire.Millisecond);
        wire.Raw(TcpWire.Client, TcpWire.Server, ClientDistance, 0, TcpFlags.Syn, []);
        Assert.Equal(2, wire.Opened.Count);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 7)]
    [InlineData(false, 20)]
    public void Second_copy_is_not_delivered_where_its_SYN_was_not_captured(bool hasSyn, int burst)
    {
        TcpWire wire = new();
        if (hasSyn) wire.Open();
        byte[] data = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(i => $"{i,20}")));
        for (int at = 0; at < data.Length; at += burst * 20)
        {
            int end = Math.Min(data.Length, at + burst * 20);
            Send(wire, data, at, end);
            // The copy behind the firewall is acknowledged first.
            Move(wire, 0, 0, _ => { }, ClientDistance, ServerDistance, to => Send(to, data, at, end).Acknowledge(end));
            wire.Acknowledge(end);
        }

        wire.Idle(2 * Window).Complete();
        Assert.Equal(Encoding.ASCII.GetString(data), wire.Only.Story(0));
        Assert.Empty(wire.Only.Gaps);
    }

    [Fact]
    public void Copy_without_a_SYN_that_was_recognized_fills_losses_too()
    {
        TcpWire wire = new TcpWire().Open();
        for (int at = 0; at < 200; at += 20) Copied(wire, at, to => to.FromClient(at, Block(at)));
        Move(wire, 0, 0, _ => { }, ClientDistance, ServerDistance, to => to.FromClient(200, Block(200)));
        wire.FromClient(220, Block(220));
        Assert.Equal(240, wire.Only.Bytes(0).Length);
    }

    [Fact]
    public void Segments_far_ahead_that_are_not_acknowledged_are_not_delivered()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(900 * Mebibyte, "X"u8).Acknowledge(3);
        for (int i = 0; i < 100; i++) wire.FromClient(40 * Mebibyte + i, "X"u8).FromClient(3 + i, "d"u8).Acknowledge(4 + i);
        wire.Idle(2 * Window).Complete();
        Assert.Equal("abc" + new string('d', 100), wire.Only.Story(0));
    }

    /// <summary>Captured on the sender, whose card computes checksums, and once more behind the firewall.</summary>
    [Theory]
    [InlineData(5_000_000u)]
    [InlineData(2_147_418_112u)]
    public void Second_copy_says_nothing_of_the_checksums_of_the_first(uint distance)
    {
        TcpWire wire = new();
        for (int at = 0; at < 400; at += 20)
        {
            int from = at;
            Move(wire, 0, 0, to => to.FromClient(from, Block(from), checksum: ChecksumVerdict.Wrong), distance, distance,
                to => to.FromClient(from, Block(from), checksum: ChecksumVerdict.Correct));
            Move(wire, 0, 0, to => to.Acknowledge(from + 20), distance, distance, to => to.Acknowledge(from + 20));
        }

        Assert.Equal(string.Concat(Enumerable.Range(0, 20).Select(i => Encoding.ASCII.GetString(Block(20 * i)))),
            wire.Complete().Only.Story(0));
    }

    [Fact]
    public void Acknowledgment_far_ahead_alone_gives_nothing_up()
    {
        TcpWire wire = new TcpWire().Open().FromClient(3, "def"u8).Acknowledge(500 * Mebibyte).Idle(2 * Window);
        Assert.Equal("abcdef", wire.FromClient(0, "abc"u8).Complete().Only.Story(0));
    }

    [Fact]
    public void Stream_goes_on_after_a_loss_of_any_length()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).Acknowledge(3);
        int far = 100 * Mebibyte;
        for (int i = 0; i < 100; i++) wire.FromClient(far + i, "x"u8).Acknowledge(far + i + 1);
        Assert.StartsWith($"abc[{far - 3}]xxxxxxxxx", wire.Only.Story(0), StringComparison.Ordinal);
        Assert.Equal($"abc[{far - 3}]" + new string('x', 100), wire.Complete().Only.Story(0));
    }

    [Fact]
    public void Stream_that_ends_soon_after_a_long_loss_goes_on_at_its_end()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).Acknowledge(3);
        int far = 100 * Mebibyte;
        wire.FromClient(far, "de"u8).FromClient(far + 2, "fg"u8).FromClient(far + 4, "h"u8, TcpFlags.Fin | TcpFlags.Ack)
            .Acknowledge(far + 6).Complete();
        Assert.Equal($"abc[{far - 3}]defgh", wire.Only.Story(0));
    }

    [Fact]
    public void Stream_of_one_direction_goes_on_after_a_long_loss()
    {
        TcpWire wire = new TcpWire(new TcpLimits { MaxOutOfOrderBytes = 10_000 }).FromClient(0, "abc"u8);
        for (int i = 0; i < 5; i++) wire.FromClient(3 + i, "d"u8);
        for (int i = 0; i < 20; i++) wire.FromClient(100 * Mebibyte + 1000 * i, new byte[1000], TcpFlags.Psh | TcpFlags.Ack);
        Assert.Equal(20_008, wire.Only.Bytes(0).Length);
        Assert.Single(wire.Only.Gaps);
    }

    private static TcpWire Opened(uint clientDistance, uint serverDistance)
    {
        TcpWire wire = new();
        uint client = wire.ClientStart - 1, server = wire.ServerStart - 1;
        wire.Raw(TcpWire.Client, TcpWire.Server, client, 0, TcpFlags.Syn, [])
            .Raw(TcpWire.Client, TcpWire.Server, client + clientDistance, 0, TcpFlags.Syn, []);
        wire.Raw(TcpWire.Server, TcpWire.Client, server + serverDistance, client + clientDistance + 1, TcpFlags.Syn | TcpFlags.Ack, []);
        return wire.Raw(TcpWire.Server, TcpWire.Client, server, client + 1, TcpFlags.Syn | TcpFlags.Ack, []);
    }

    /// <summary>A packet captured twice, on each side of the firewall.</summary>
    private static void Move(TcpWire wire, uint clientDistance, uint serverDistance, Action<TcpWire> send) =>
        Move(wire, 0, 0, send, clientDistance, serverDistance, send);

    private static void Copied(TcpWire wire, int at, Action<TcpWire> send)
    {
        Move(wire, ClientDistance, ServerDistance, send);
        Move(wire, 0, 0, _ => { }, ClientDistance, ServerDistance, to => to.Acknowledge(at + 20));
        wire.Acknowledge(at + 20);
    }

    private static void Move(TcpWire wire, uint client, uint server, Action<TcpWire> send, uint secondClient, uint secondServer,
        Action<TcpWire> sendSecond)
    {
        (uint ownClient, uint ownServer) = (wire.ClientStart, wire.ServerStart);
        (wire.ClientStart, wire.ServerStart) = (ownClient + client, ownServer + server);
        send(wire);
        (wire.ClientStart, wire.ServerStart) = (ownClient + secondClient, ownServer + secondServer);
        sendSecond(wire);
        (wire.ClientStart, wire.ServerStart) = (ownClient, ownServer);
    }

    private static TcpWire Send(TcpWire wire, byte[] data, int from, int to)
    {
        for (int at = from; at < to; at += 20) wire.FromClient(at, data.AsSpan(at, 20));
        return wire;
    }

    private static byte[] Block(int at) => Encoding.ASCII.GetBytes($"{at,20}");
}
