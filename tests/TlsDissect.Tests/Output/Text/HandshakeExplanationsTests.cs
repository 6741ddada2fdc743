using TlsDissect.Messages;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text;

public class HandshakeExplanationsTests
{
    private const ushort RsaSuite = 0x009c;
    private const ushort EcdheSuite = 0xc02f;
    private const ushort Tls13Suite = 0x1301;

    [Theory]
    [InlineData(RsaSuite, "client_hello", Sender.Client, "client random")]
    [InlineData(RsaSuite, "server_hello", Sender.Server, "server random")]
    [InlineData(RsaSuite, "certificate", Sender.Server, "authentication")]
    [InlineData(RsaSuite, "client_key_exchange", Sender.Client, "encrypted with the server's public key: only the holder of the private key can open it")]
    [InlineData(RsaSuite, "change_cipher_spec", Sender.Client, "encrypts with the session keys")]
    [InlineData(RsaSuite, "finished", Sender.Client, "Client finished")]
    [InlineData(RsaSuite, "finished", Sender.Server, "asymmetric part has done its work; from here on symmetric")]
    [InlineData(EcdheSuite, "server_key_exchange", Sender.Server, "signed with its certificate's private key")]
    [InlineData(EcdheSuite, "client_key_exchange", Sender.Client, "the server's RSA key does not reveal it")]
    [InlineData(0x009e, "server_key_exchange", Sender.Server, "forward secrecy")] // DHE_RSA
    [InlineData(0x0034, "server_key_exchange", Sender.Server, "nobody is authenticated")] // DH_anon
    [InlineData(0xc018, "server_key_exchange", Sender.Server, "nobody is authenticated")] // ECDH_anon
    [InlineData(0x0031, "client_key_exchange", Sender.Client, "no forward secrecy")] // DH_RSA
    [InlineData(0xc004, "certificate", Sender.Server, "half of the key agreement")] // ECDH_ECDSA
    [InlineData(0x00a8, "client_key_exchange", Sender.Client, "pre-shared key that both sides hold")] // PSK
    [InlineData(0x00ac, "client_key_exchange", Sender.Client, "takes the server's private key and the pre-shared key")] // RSA_PSK
    [InlineData(0x00aa, "client_key_exchange", Sender.Client, "the pre-shared key alone opens nothing")] // DHE_PSK
    [InlineData(0x0003, "server_key_exchange", Sender.Server, "short RSA key")] // RSA_EXPORT
    [InlineData(0x003b, "change_cipher_spec", Sender.Server, "can be read by anybody")] // NULL cipher
    [InlineData(RsaSuite, "certificate_request", Sender.Server, "Mutual TLS")]
    [InlineData(RsaSuite, "certificate", Sender.Client, "Mutual TLS")]
    [InlineData(RsaSuite, "certificate_verify", Sender.Client, "proves that it holds that key")]
    [InlineData(EcdheSuite, "encrypted_handshake", Sender.Client, "it is finished")]
    public void A_step_to_TLS_1_2_is_explained_by_its_suite(ushort suite, string message, Sender from, string words) =>
        Assert.Contains(words, Explain(SampleConnections.Bare(suite, ProtocolVersion.Tls12), from, message), StringComparison.Ordinal);

    [Theory]
    [InlineData("client_hello", Sender.Client, "key_share")]
    [InlineData("server_hello", Sender.Server, "from here on everything is encrypted")]
    [InlineData("hello_retry_request", Sender.Server, "say hello again")]
    [InlineData("change_cipher_spec", Sender.Client, "middleboxes")]
    [InlineData("certificate_verify", Sender.Server, "authenticates it")]
    [InlineData("finished", Sender.Client, "symmetric only")]
    [InlineData("encrypted_handshake", Sender.Server, "hides its handshake")]
    public void A_step_of_TLS_1_3_is_explained_as_such(string message, Sender from, string words) =>
        Assert.Contains(words, Explain(SampleConnections.Bare(Tls13Suite, ProtocolVersion.Tls13), from, message), StringComparison.Ordinal);

    [Theory]
    [InlineData("client_hello", Sender.Client, "earlier session")]
    [InlineData("server_hello", Sender.Server, "no certificate, no premaster secret. New session keys are made from the old master secret and both new randoms")]
    [InlineData("finished", Sender.Server, "without a certificate")]
    public void A_resumption_needs_no_asymmetric_step(string message, Sender from, string words)
    {
        ConnectionSummary connection = SampleConnections.Bare(EcdheSuite, ProtocolVersion.Tls12);
        connection.Handshake = HandshakeKind.Resumed;
        Assert.Contains(words, Explain(connection, from, message), StringComparison.Ordinal);
    }

    [Fact]
    public void An_opened_premaster_secret_is_said_to_be_opened() =>
        Assert.Contains("Here it was opened with the private key", Explain(SampleConnections.Rsa(), Sender.Client, "client_key_exchange"), StringComparison.Ordinal);

    [Fact]
    public void An_empty_client_certificate_is_no_mutual_authentication()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        MessageEntry entry = SampleConnections.Add(connection, Sender.Client, "certificate", new Certificate { Entries = [] });
        Assert.Contains("stays unauthenticated", HandshakeExplanations.Of(connection, entry), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void No_suite_is_told_of_an_RSA_premaster_secret_it_does_not_have(ushort id)
    {
        CipherSuite suite = CipherSuite.Find((CipherSuiteId)id)!;
        string text = Explain(SampleConnections.Bare(id, ProtocolVersion.Tls12), Sender.Client, "client_key_exchange");
        bool saysEncrypted = text.Contains("encrypted with the", StringComparison.Ordinal);
        Assert.Equal(suite.KeyExchange is KeyExchange.Rsa or KeyExchange.RsaExport or KeyExchange.RsaExport1024 or KeyExchange.RsaPsk, saysEncrypted);
    }

    public static TheoryData<ushort> Suites() => [.. CipherSuites.All.DistinctBy(suite => (suite.KeyExchange, suite.Authentication)).Select(suite => (ushort)suite.Id)];

    private static string Explain(ConnectionSummary connection, Sender from, string message) =>
        HandshakeExplanations.Of(connection, SampleConnections.Add(connection, from, message)) ?? "";
}
