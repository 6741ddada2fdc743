using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

public class DatagramMessageTests
{
    private const int Header = 4;

    private static readonly byte[] Body = [.. Enumerable.Range(0, 30).Select(i => (byte)i)];

    [Fact]
    public void The_start_ends_before_the_first_byte_that_is_missing()
    {
        using DatagramMessage message = new(HandshakeType.Certificate, Body.Length, isTooLong: false);
        Assert.Equal(Header, message.Start.Length);
        message.Add(20, Body.AsSpan(20, 10), default);
        Assert.Equal((Header, false), (message.Start.Length, message.IsWhole));
        message.Add(0, Body.AsSpan(0, 12), default);
        Assert.Equal(Body[..12], message.Start[Header..].ToArray());
        message.Add(12, Body.AsSpan(12, 8), default);
        Assert.Equal(Body, message.Start[Header..].ToArray());
        Assert.Equal((HandshakeType.Certificate, true), (message.Type, message.IsWhole));
    }

    [Fact]
    public void Of_one_over_the_limit_it_is_the_header()
    {
        using DatagramMessage message = new(HandshakeType.Certificate, Body.Length, isTooLong: true);
        message.Add(0, Body, default);
        Assert.Equal((Header, true), (message.Start.Length, message.IsWhole));
    }
}
