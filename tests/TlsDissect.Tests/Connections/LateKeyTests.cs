using System.Text;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>Keys that come after the records that they open.</summary>
public sealed class LateKeyTests
{
    [Theory]
    [InlineData("transfer-tls13-aes128-gcm")]
    [InlineData("transfer-tls12-chacha20")]
    public void A_late_key_decrypts_a_connection_from_its_start(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);

        Dissection late = Run(conversation, conversation.Segments(1448).Count - 2, new DissectorOptions());

        Assert.Equal(DecryptionStatus.Decrypted, late.Connection.Status);
        Assert.Equal(Dissection.Of(conversation.Segments(1448), conversation.Keys).Records, late.Records);
    }

    [Theory]
    [InlineData("transfer-tls13-aes128-gcm")]
    [InlineData("transfer-tls12-chacha20")]
    public void After_the_bound_a_late_key_decrypts_what_follows(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        List<(Sender From, string Plaintext)> all = Dissection.Of(conversation.Segments(1448), conversation.Keys).Records;

        foreach (DissectorOptions options in new[] { new DissectorOptions { MaxWaitingBytes = 4000 },
            new DissectorOptions { MaxWaitingBytesInAll = 4000 } })
        {
            Dissection late = Run(conversation, 20, options);

            Assert.Equal(DecryptionStatus.Partial, late.Connection.Status);
            Assert.InRange(late.Records.Count, all.Count / 3, all.Count - 5);
            Assert.Equal(all[^late.Records.Count..], late.Records);
            Assert.NotEmpty(late.Connection.Notes);
        }
    }

    [Theory]
    [InlineData("transfer-tls13-aes128-gcm", 0.1)]
    [InlineData("transfer-tls12-chacha20", 0.1)]
    [InlineData("transfer-tls13-aes128-gcm", 0.6)]
    [InlineData("transfer-tls12-chacha20", 0.6)]
    public void A_later_value_decrypts_what_the_first_did_not(string name, double place)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        string[] lines = File.ReadAllLines(Path.Combine(conversation.Folder, "keys.log"));
        List<(Sender From, string Plaintext)> all = Dissection.Of(conversation.Segments(1448), conversation.Keys).Records;
        KeyLog log = new();
        log.Add(Encoding.ASCII.GetBytes(string.Join('\n', lines.Select(Wrong))), "log", fromSecretsBlock: false);

        Dissection late =
            Dissection.Of(conversation.Segments(1448), new KeyRing([], log) { MayGrow = true }, new DissectorOptions(),
                between: (dissector, index) =>
        {
            if (index != (int)(place * conversation.Segments(1448).Count)) return;
            log.Add(Encoding.ASCII.GetBytes(string.Join('\n', lines)), "log", fromSecretsBlock: false);
            dissector.KeysAdded();
        });

        Assert.Equal(SecretSource.KeyLog, late.Connection.Secret);
        Assert.InRange(late.Records.Count, all.Count / 5, all.Count);
        Assert.Equal(all[^late.Records.Count..], late.Records);
    }

    /// <summary>The line with another secret of the same length.</summary>
    private static string Wrong(string line) =>
        line.StartsWith('#') ? line : line[..(line.LastIndexOf(' ') + 1)] + new string('0', line.Length - line.LastIndexOf(' ') - 1);

    [Fact]
    public void Without_a_key_nothing_is_said_of_what_could_not_wait()
    {
        CapturedConversation conversation = CapturedConversation.Load("transfer-tls13-aes128-gcm");

        Dissection dissection =
            Dissection.Of(conversation.Segments(1448), new KeyRing([], null) { MayGrow = true },
                new DissectorOptions { MaxWaitingBytesInAll = 4000 });

        Assert.Equal(DecryptionReason.NoKey, dissection.Connection.Reason);
        Assert.Empty(dissection.Connection.Notes);
    }

    private static Dissection Run(CapturedConversation conversation, int segmentsBefore, DissectorOptions options)
    {
        KeyRing keys = new([], null) { MayGrow = true };
        byte[] secrets = File.ReadAllBytes(Path.Combine(conversation.Folder, "keys.log"));
        return Dissection.Of(conversation.Segments(1448), keys, options, between: (dissector, index) =>
        {
            if (index != segmentsBefore) return;
            keys.AddSecretsBlock(secrets, "capture");
            dissector.KeysAdded();
        });
    }
}
