using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>Key shares, the group that was agreed on and the authorities that a server accepts, on recorded connections.</summary>
public class AgreedGroupTests
{
    private static ConnectionSummary Read(string name, int number = 0)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number);
        return Dissection.Of(conversation.Segments(1400), conversation.Keys).Connection;
    }

    [Theory]
    [InlineData("key-share-x25519mlkem768", NamedGroup.X25519MLKEM768, 1216, 1120)]
    [InlineData("key-share-secp256r1mlkem768", NamedGroup.SecP256r1MLKEM768, 1249, 1153)]
    [InlineData("key-share-secp384r1mlkem1024", NamedGroup.SecP384r1MLKEM1024, 1665, 1665)]
    [InlineData("key-share-mlkem768", NamedGroup.MLKEM768, 1184, 1088)]
    [InlineData("mutual-tls13", NamedGroup.x25519, 32, 32)]
    public void Both_key_shares_are_there_and_agree_on_a_group(string name, NamedGroup group, int offered, int chosen)
    {
        ConnectionSummary connection = Read(name);
        KeyShare client = Assert.Single(connection.ClientHellos[0].KeyShares), server = connection.ServerHellos[0].KeyShare!.Value;
        Assert.Equal((group, offered, group, chosen, group),
            (client.Group, client.KeyExchange.Length, server.Group, server.KeyExchange.Length, connection.NamedGroup!.Value));
    }

    [Fact]
    public void A_HelloRetryRequest_has_a_group_without_a_key_and_the_second_hello_its_key()
    {
        ConnectionSummary connection = Read("hello-retry-request");
        Assert.Equal([(NamedGroup.x25519, 32), (NamedGroup.secp384r1, 97)],
            connection.ClientHellos.Select(hello => (hello.KeyShares[0].Group, hello.KeyShares[0].KeyExchange.Length)));
        Assert.Equal([(NamedGroup.secp384r1, 0), (NamedGroup.secp384r1, 97)],
            connection.ServerHellos.Select(hello => (hello.KeyShare!.Value.Group, hello.KeyShare!.Value.KeyExchange.Length)));
        Assert.Equal(NamedGroup.secp384r1, connection.NamedGroup);
    }

    [Fact]
    public void A_key_share_is_a_part_of_its_extension()
    {
        ClientHello hello = Read("hello-retry-request").ClientHellos[0];
        ReadOnlyMemory<byte> data = hello.Extensions.Single(extension => extension.Type == ExtensionType.KeyShare).Data;
        Assert.True(data.Span.Overlaps(hello.KeyShares[0].KeyExchange.Span, out int offset));
        Assert.Equal(2 + 2 + 2, offset); // The list's length, the group, the key's length.
    }

    [Theory]
    [InlineData("tls12-ecdhe-rsa-aes-128-gcm-sha256", NamedGroup.x25519)]
    [InlineData("tls12-ecdhe-psk-aes-128-cbc-sha", NamedGroup.x25519)]
    [InlineData("tls12-dhe-rsa-aria-128-cbc-sha256", NamedGroup.ffdhe2048)]
    [InlineData("tls12-dhe-psk-aria-128-cbc-sha256", NamedGroup.ffdhe2048)]
    [InlineData("mutual-tls12", null)]
    [InlineData("tls12-dhe-rsa-aes-128-gcm-sha256", null)]
    public void Before_TLS_1_3_ServerKeyExchange_names_the_group(string name, NamedGroup? group) =>
        Assert.Equal(group, Read(name).NamedGroup);

    [Fact]
    public void A_resumption_without_a_key_exchange_has_no_group()
    {
        ConnectionSummary connection = Read("tls13-psk-ke-resumption", 1);
        Assert.Equal((HandshakeKind.Resumed, null), (connection.Handshake, connection.NamedGroup));
        Assert.NotNull(Read("tls13-resumption", 1).NamedGroup);
    }

    [Theory]
    [InlineData("mutual-tls12")]
    [InlineData("mutual-tls13")]
    public void A_server_names_the_authorities_that_it_accepts(string name)
    {
        ConnectionSummary connection = Read(name);
        Assert.Equal([connection.ServerCertificates[0].Issuer], connection.AcceptableAuthorities.ToArray());
        Assert.Equal("CN=TlsDissect Test CA,O=TlsDissect", connection.AcceptableAuthorities[0]);
    }

    [Fact]
    public void A_server_that_asks_for_no_certificate_names_no_authorities() =>
        Assert.Empty(Read("hello-retry-request").AcceptableAuthorities);
}
