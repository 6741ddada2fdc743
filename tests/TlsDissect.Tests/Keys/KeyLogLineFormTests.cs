using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

/// <summary>Lines of key logs as programs write them beside the usual form.</summary>
public sealed class KeyLogLineFormTests
{
    private static readonly byte[] Random1 = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] Random2 = [.. Enumerable.Range(101, 32).Select(i => (byte)i)];
    private static readonly byte[] Secret = [.. Enumerable.Range(50, 48).Select(i => (byte)i)];

    private static string Line(string label, byte[]? random = null) =>
        $"{label} {Convert.ToHexStringLower(random ?? Random1)} {Convert.ToHexStringLower(Secret)}";

    private static KeyLogParser Read(KeyLog log, string text) => log.Add(Encoding.ASCII.GetBytes(text), "test", fromSecretsBlock: false);

    [Theory]
    [InlineData("Nov 28 10:00:00 host proc[1]: ")]
    [InlineData("<134>1 2026-11-28T10:00:00Z host app - - - ")]
    [InlineData("keys:\t")]
    public void A_line_behind_the_prefix_of_a_log_is_read(string prefix)
    {
        KeyLog log = new();
        KeyLogParser feed = Read(log, $"""
            {prefix}RSA Session-ID:{Convert.ToHexString(Random1)} Master-Key:{Convert.ToHexString(Secret)}
            {prefix}{Line("CLIENT_RANDOM", Random2)}
            {prefix}{Line("CLIENT_TRAFFIC_SECRET_0", Random2)}
            # {prefix}{Line("SERVER_TRAFFIC_SECRET_0", Random2)}
            {prefix}{Line("CLIENT_RANDOM")} more
            """);

        Assert.Equal((5, 3, 1), (feed.Lines, feed.Secrets, feed.InvalidLines));
        Assert.True(log.TryFind(new KeyLogKey(KeyLogLabel.SessionId, Random1), out KeyLogEntry entry));
        Assert.Equal(Secret, entry.Secret);
        Assert.True(log.TryFind(KeyLogLabel.ClientRandom, Random2, out _));
        Assert.True(log.TryFind(KeyLogLabel.ClientTrafficSecret0, Random2, out _));
    }

    [Fact]
    public void The_labels_of_drafts_of_QUIC_mean_those_of_TLS()
    {
        KeyLog log = new();
        KeyLogParser feed = Read(log, $"""
            {Line("QUIC_CLIENT_TRAFFIC_SECRET_0")}
            {Line("QUIC_SERVER_HANDSHAKE_TRAFFIC_SECRET")}
            {Line("QUIC_CLIENT_RANDOM")}
            {Line("QUIC_OTHER")}
            """);
        Assert.Equal((2, 0), (feed.Secrets, feed.InvalidLines));
        Assert.True(log.TryFind(KeyLogLabel.ClientTrafficSecret0, Random1, out _));
        Assert.True(log.TryFind(KeyLogLabel.ServerHandshakeTrafficSecret, Random1, out _));
    }

    [Fact]
    public void A_session_ID_may_be_empty()
    {
        KeyLog log = new();
        Assert.Equal(1, Read(log, $"RSA Session-ID: Master-Key:{Convert.ToHexString(Secret)}").Secrets);
        Assert.True(log.TryFind(new KeyLogKey(KeyLogLabel.SessionId, []), out KeyLogEntry entry));
        Assert.Equal(Secret, entry.Secret);
        Assert.Equal(1, Read(log, $"RSA {Convert.ToHexString(Secret)}").InvalidLines);
    }

    [Theory]
    [InlineData("\\", 1)]
    [InlineData("\",", 1)]
    [InlineData("g", 0)]
    [InlineData("0", 0)]
    public void Punctuation_after_a_secret_is_ignored(string after, int secrets)
    {
        KeyLog log = new();
        KeyLogParser feed = Read(log, Line("CLIENT_TRAFFIC_SECRET_0") + after);
        Assert.Equal((secrets, 1 - secrets), (feed.Secrets, feed.InvalidLines));
        Assert.Equal(1 - secrets, Assert.Single(KeyLogContents.Of(log, log.SourceNames)).Value.InvalidLines);
    }
}
