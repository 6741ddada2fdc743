using TlsDissect.Applications;
using TlsDissect.Connections;
using TlsDissect.Protocol;
using TlsDissect.Tests.Applications;

namespace TlsDissect.Tests.Connections;

/// <summary>The first plaintext of a connection, until it names the application protocol.</summary>
public class FirstPlaintextTests
{
    /// <summary>The bytes decide, not the records that they came in.</summary>
    [Fact]
    public void Any_split_gives_the_same_name()
    {
        Random random = new(1);
        foreach ((string name, byte[] client, byte[] server) in Samples.All)
        {
            for (int i = 0; i < 20; i++)
            {
                FirstPlaintext first = new();
                Add(first, random, Sender.Client, [.. client, .. new byte[random.Next(2) * 600]]);
                Add(first, random, Sender.Server, server);
                first.Decide();
                Assert.True(first.Name == name || client.Length == 0 || client[^1] != '\n', $"{name}: {first.Name}");
            }
        }
    }

    [Fact]
    public void It_is_decided_and_released_once_both_sides_have_sent_enough()
    {
        FirstPlaintext first = new();
        int full = first.Held;
        first.Add(Sender.Client, [.. "GET / HTTP/1.1\r\n"u8, .. new byte[240]]);
        Assert.Equal((null, full), (first.Name, first.Held));
        first.Add(Sender.Server, [.. "HTTP/1.1 200 OK\r\n"u8, .. new byte[239]]);
        Assert.Equal(("http/1.1", full - 2 * FirstBytes.Most), (first.Name, first.Held));
        first.Add(Sender.Client, new byte[1000]);
        Assert.Equal(full - 2 * FirstBytes.Most, first.Held);
    }

    [Theory]
    [InlineData("starttls", "smtp", "data")]
    [InlineData("postgres", "postgresql", "data")]
    [InlineData("tls12-rsa-aes-128-gcm-sha256", "http/1.0", "data")]
    [InlineData("http2", "h2", "alpn")]
    [InlineData("tls12-rsa-null-sha256", "http/1.0", "data")]
    public void A_connection_is_named(string name, string protocol, string by)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        ApplicationProtocol? found = Dissection.Of(conversation.Segments(1448), conversation.Keys).Connection.ApplicationProtocol;
        Assert.Equal((protocol, by), (found?.Name, found?.By.ToString().ToLowerInvariant()));
    }

    [Theory]
    [InlineData("tls12-rsa-aes-128-gcm-sha256")]
    [InlineData("curl")]
    public void What_is_not_decrypted_is_not_named(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        Assert.Null(Dissection.Of(conversation.Segments(1448), KeyRing.Empty).Connection.ApplicationProtocol);
    }

    /// <summary>What follows a missing record is not the beginning, whatever it looks like.</summary>
    [Fact]
    public void Plaintext_after_a_gap_is_not_named()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls12-rsa-aes-128-gcm-sha256").ByRecords();
        (int Side, byte[] Data)[] turns = [.. conversation.Turns];
        Assert.Equal("http/1.0", Name(conversation));
        // The first data of each side is damaged.
        foreach (int side in (int[])[0, 1])
        {
            int at = Array.FindIndex(turns, turn => turn.Side == side && turn.Data[0] == (byte)ContentType.ApplicationData);
            turns[at].Data[^1] ^= 1;
        }

        Assert.Null(Name(conversation.Only(turns)));
    }

    private static string? Name(CapturedConversation conversation) =>
        Dissection.Of(conversation.Segments(20_000), conversation.Keys).Connection.ApplicationProtocol?.Name;

    private static void Add(FirstPlaintext first, Random random, Sender from, byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int length = Math.Min(1 + random.Next(40), bytes.Length - at);
            first.Add(from, bytes.AsSpan(at, length));
            at += length;
        }
    }
}
