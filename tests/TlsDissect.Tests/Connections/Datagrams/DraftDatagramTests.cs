using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>
/// The draft of DTLS 1.0 with the version 0x0100, in both forms: that of OpenSSL before 0.9.8f, and that of AnyConnect, which OpenSSL
/// still speaks as a client.
/// </summary>
public sealed class DraftDatagramTests
{
    private static ScriptedDatagrams Made(bool isBeforeEpochs, Func<byte[], byte[]>? encrypt = null) => ScriptedDatagrams.Of(new()
    {
        Version = ProtocolVersions.DraftDtls10,
        IsBeforeEpochs = isBeforeEpochs,
        HasOtherRandom = isBeforeEpochs,
        Cookies = isBeforeEpochs ? [[]] : [[1, 2, 3, 4]],
        Encrypt = encrypt,
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_forms_are_decrypted_and_verified(bool isBeforeEpochs)
    {
        ScriptedDatagrams made = Made(isBeforeEpochs);
        Dissection read = CapturedDatagrams.Dissect(made.Sent, made.Keys);
        AssertRead(read);
        Assert.DoesNotContain(read.Connection.Messages, message => message.Malformed is not null);
        Assert.Equal(ProtocolVersions.DraftDtls10, read.Connection.Version);
    }

    /// <summary>The encrypted premaster secret has no length before it.</summary>
    [Fact]
    public void A_servers_key_decrypts_it()
    {
        RSA key = RSA.Create(1024 + 8);
        ScriptedDatagrams made = Made(isBeforeEpochs: true, secret => key.Encrypt(secret, RSAEncryptionPadding.Pkcs1));
        using ServerKey server = new("made", key);
        AssertRead(CapturedDatagrams.Dissect(made.Sent, new KeyRing([server], null)));
    }

    /// <summary>The key changes are numbered as messages are, so their numbers never come.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Flights_may_overtake_each_other(bool isBeforeEpochs)
    {
        ScriptedDatagrams made = Made(isBeforeEpochs);
        for (int place = 1; place + 1 < made.Sent.Count; place++)
        {
            Dissection read = CapturedDatagrams.Dissect(
                [.. made.Sent.Take(place), made.Sent[place + 1], made.Sent[place], .. made.Sent.Skip(place + 2)], made.Keys);
            AssertRead(read);
        }
    }

    /// <summary>What Finished covers is known only from OpenSSL, so it is never refuted.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_loss_refutes_no_Finished(bool isBeforeEpochs)
    {
        ScriptedDatagrams made = Made(isBeforeEpochs);
        for (int lost = 1; lost < made.Sent.Count; lost++)
        {
            Dissection read = CapturedDatagrams.Dissect([.. made.Sent.Take(lost), .. made.Sent.Skip(lost + 1)], made.Keys);
            Assert.Empty(read.Faults);
            Assert.NotEqual(false, read.Connection.ClientFinishedVerified);
            Assert.NotEqual(false, read.Connection.ServerFinishedVerified);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_changed_record_is_not_shown(bool isBeforeEpochs)
    {
        ScriptedDatagrams made = Made(isBeforeEpochs);
        SentDatagram last = made.Sent[^1];
        for (int at = 0; at < last.Payload.Length; at++)
        {
            byte[] changed = [.. last.Payload];
            changed[at] ^= 1;
            Dissection read = CapturedDatagrams.Dissect([.. made.Sent.SkipLast(1), last.With(changed)], made.Keys);
            Assert.True(read.Records.Count == ScriptedDatagrams.Data.Count - 1, $"byte {at}");
        }
    }

    private static void AssertRead(Dissection read)
    {
        Assert.Empty(read.Faults);
        Assert.Empty(read.Violations);
        Assert.Equal(DecryptionStatus.Decrypted, read.Connection.Status);
        Assert.Equal((true, true), (read.Connection.ClientFinishedVerified, read.Connection.ServerFinishedVerified));
        Assert.Equal(ScriptedDatagrams.Data.Order(), read.Records.Select(record => ScriptedDatagrams.TextOf(record.Plaintext)).Order());
    }
}
