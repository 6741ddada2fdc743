using System.Security.Cryptography;
using System.Text;
using TlsDissect.Keys;
using TlsDissect.Secrets;

namespace TlsDissect.Tests.Connections;

/// <summary>Encrypted Client Hello (RFC 9849): the secrets are logged for the random of a hello that no capture shows.</summary>
public sealed class InnerHelloTests
{
    private static readonly CapturedConversation Conversation = CapturedConversation.Load("encrypted-client-hello");

    private static ConnectionSummary Dissect(string keyLog, DissectorOptions? options = null)
    {
        KeyLog log = new();
        Assert.Equal(0, log.Add(Encoding.ASCII.GetBytes(keyLog), "log", fromSecretsBlock: false).InvalidLines);
        return Dissection.Of(Conversation.Segments(1448), new KeyRing([], log), options).Connection;
    }

    private static string Own() => File.ReadAllText(Path.Combine(Repository.CaseFolder("encrypted-client-hello"), "keys.log"));

    private static string Others(int count)
    {
        StringBuilder text = new();
        for (int i = 0; i < count; i++)
        {
            string random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            foreach (string side in new[] { "CLIENT", "SERVER" })
                text.Append($"{side}_HANDSHAKE_TRAFFIC_SECRET {random} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}\n");
        }

        return text.ToString();
    }

    [Fact]
    public void Its_secrets_are_found_by_trial_and_what_they_cannot_prove_is_left_open()
    {
        ConnectionSummary connection = Dissect(Others(50) + Own());

        Assert.Equal((DecryptionStatus.Decrypted, null), (connection.Status, connection.Reason));
        Assert.Equal((null, null), (connection.ClientFinishedVerified, connection.ServerFinishedVerified));
        Assert.Equal(new PeerAuthentication(null, "rsa_pss_rsae_sha256"), connection.ServerAuthentication);
        Assert.NotEqual(true, connection.MutualAuthentication);
        Assert.Equal("CN=server.example,O=TlsDissect", connection.ServerCertificates[0].Subject);
        Assert.Contains(connection.Notes, note => note.Contains("Encrypted Client Hello", StringComparison.Ordinal));
    }

    [Fact]
    public void The_search_is_bounded()
    {
        Assert.Equal(DecryptionStatus.Decrypted, Dissect(Others(TrafficSecretSearch.MaxInnerTrials - 1) + Own()).Status);
        ConnectionSummary untried = Dissect(Others(TrafficSecretSearch.MaxInnerTrials) + Own());
        Assert.Equal((DecryptionStatus.None, DecryptionReason.NotInKeyLog), (untried.Status, untried.Reason));
        Assert.Contains("not all were tried for an encrypted ClientHello (ECH)", untried.Explain(), StringComparison.Ordinal);
        Assert.Contains("it was written by another process", Dissect(Others(10)).Explain(), StringComparison.Ordinal);
    }

    /// <summary>A log of TLS 1.2 holds nothing to try, but is read to its end for every browser's connection.</summary>
    [Fact]
    public void Passing_over_secrets_that_are_not_tried_is_bounded_too()
    {
        string others = string.Concat(Enumerable.Range(0, 20_000).Select(_ =>
            $"CLIENT_RANDOM {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))} " +
                $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(48))}\n"));
        ConnectionSummary connection = Dissect(others + Own(), new DissectorOptions { MaxTrialBytes = 16_384 });

        Assert.Equal(DecryptionStatus.None, connection.Status);
        Assert.Contains(connection.Notes, note => note.Contains("DissectorOptions.MaxTrialBytes of", StringComparison.Ordinal));
        Assert.Equal(DecryptionStatus.Decrypted, Dissect(others + Own()).Status);
    }

    [Fact]
    public void Without_its_secrets_nothing_is_opened() => Assert.Equal(DecryptionStatus.None, Dissect(Others(10)).Status);

    /// <summary>An offer that is not meant: the hello that is seen counts, and its own secrets are looked up.</summary>
    [Fact]
    public void An_offer_in_jest_changes_nothing()
    {
        CapturedConversation browser = CapturedConversation.Load("nss");
        ConnectionSummary connection = Dissection.Of(browser.Segments(1448), browser.Keys).Connection;

        Assert.Equal((true, true), (connection.ClientFinishedVerified, connection.ServerFinishedVerified));
        Assert.Empty(connection.Notes);
    }
}
