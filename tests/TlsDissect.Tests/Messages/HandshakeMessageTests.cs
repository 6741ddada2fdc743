using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

public class HandshakeMessageTests
{
    [Fact]
    public void ClientHello_has_every_field_and_extension()
    {
        SampleMessage sample = SampleMessages.Get("ClientHello");
        ClientHello hello = Parsed<ClientHello>(sample);
        Assert.Equal(ProtocolVersion.Tls12, hello.LegacyVersion);
        Assert.Equal(SampleMessages.Fill32, hello.Random);
        Assert.Equal(32, hello.SessionId.Length);
        Assert.Equal<ushort>([0x2A2A, 0x1301, 0xC02F, 0x009C, 0x00FF], hello.CipherSuites.Numbers());
        Assert.Equal([0], hello.CompressionMethods.ToArray());
        Assert.Equal("example.com", hello.ServerName);
        Assert.Equal(["h2", "http/1.1"], hello.Alpn.ToArray());
        Assert.Equal<ushort>([0x4A4A, 0x0304, 0x0303], hello.SupportedVersions.Numbers());
        Assert.Equal<ushort>([0x5A5A, 4588, 29, 23], hello.SupportedGroups.Numbers());
        Assert.Equal([0], hello.EcPointFormats.ToArray());
        Assert.Equal<ushort>([0x0403, 0x0804, 0x0401], hello.SignatureAlgorithms.Numbers());
        Assert.Equal([(0x5A5A, 1), (29, 32)], hello.KeyShares.Select(share => ((int)share.Group, share.KeyExchange.Length)));
        Assert.Equal([1], hello.PskKeyExchangeModes.ToArray());
        Assert.Equal(5, hello.Cookie!.Value.Length);
        Assert.Equal(16, hello.SessionTicket!.Value.Length);
        Assert.Equal(CertificateStatusType.Ocsp, hello.StatusRequest);
        Assert.Equal(((ushort?)16385, (byte?)3), (hello.RecordSizeLimit, hello.MaxFragmentLength));
        Assert.Equal(0, hello.RenegotiatedConnection!.Value.Length);
        Assert.True(hello is { EarlyData: true, ExtendedMasterSecret: true, EncryptThenMac: true, TruncatedHmac: true, HasGrease: true });
        Assert.Equal([20, 10], hello.PreSharedKeyIdentities.Select(identity => identity.Length));
    }

    [Fact]
    public void ClientHello_of_DTLS_has_its_cookie_and_connection_ID()
    {
        ClientHello hello = Parsed<ClientHello>(SampleMessages.Get("ClientHello DTLS"));
        Assert.Equal((20, 8), (hello.LegacyCookie!.Value.Length, hello.ConnectionId!.Value.Length));
        Assert.Equal<ushort>([0x1301, 0xC02F], hello.CipherSuites.Numbers());
        Assert.Equal([ProtocolVersion.Dtls13, ProtocolVersion.Dtls12], hello.SupportedVersions.ToArray());
        Assert.Null(Parsed<ClientHello>(SampleMessages.Get("ClientHello")).LegacyCookie);
    }

    [Fact]
    public void ServerHello_of_DTLS_negotiates_its_version_and_connection_ID()
    {
        ServerHello hello = Parsed<ServerHello>(SampleMessages.Get("ServerHello DTLS 1.3"));
        Assert.Equal((ProtocolVersion.Dtls13, 2), (hello.NegotiatedVersion, hello.ConnectionId!.Value.Length));
        ServerHello partial = hello with { SelectedVersion = null, IsTruncated = true };
        Assert.Equal(ProtocolVersion.Dtls13, partial.NegotiatedVersion);
    }

    [Fact]
    public void Messages_of_DTLS_have_their_fields()
    {
        HelloVerifyRequest request = Parsed<HelloVerifyRequest>(SampleMessages.Get("HelloVerifyRequest"));
        Assert.Equal((ProtocolVersion.Dtls10, 20), (request.ServerVersion, request.Cookie.Length));
        Assert.Equal(2, Parsed<RequestConnectionId>(SampleMessages.Get("RequestConnectionId")).Count);
        NewConnectionId ids = Parsed<NewConnectionId>(SampleMessages.Get("NewConnectionId"));
        Assert.Equal([8, 0], ids.ConnectionIds.Select(id => id.Length));
        Assert.Equal(1, ids.Usage);
    }

    [Fact]
    public void Binders_offset_cuts_the_hello_where_the_binders_start()
    {
        SampleMessage sample = SampleMessages.Get("ClientHello");
        int bindersLength = 2 + 2 * 33;
        Assert.Equal(sample.Body.Length - bindersLength, Parsed<ClientHello>(sample).BindersOffset);
    }

    [Fact]
    public void Unknown_extensions_survive_in_order()
    {
        ClientHello hello = Parsed<ClientHello>(SampleMessages.Get("ClientHello"));
        Assert.Equal(
            [0x3A3A, 0, 16, 43, 10, 11, 13, 51, 45, 44, 35, 5, 28, 1, 0xFF01, 22, 23, 4, 42, 0x1234, 41],
            hello.Extensions.Select(extension => (int)extension.Type));
        Assert.Equal(7, hello.Extensions.Single(extension => (int)extension.Type == 0x1234).Data.Length);
    }

    [Fact]
    public void Control_characters_in_names_are_kept_as_they_are()
    {
        byte[] body = SampleMessages.ClientHelloStart().Vector16(e => e
            .Extension(0, d => d.Vector16(l => l.UInt8(0).Vector16(n => n.Opaque(0x1B, 0x00, 0xE9))))
            .Extension(16, SampleMessages.Alpn("a\nb"))).ToArray();
        ClientHello hello = (ClientHello)HandshakeParser.Parse(HandshakeType.ClientHello, body, default, out _)!;
        Assert.Equal(("\u001B\0é", "a\nb"), (hello.ServerName, hello.Alpn[0]));
    }

    [Fact]
    public void Malformed_extension_says_what_and_where()
    {
        byte[] body = SampleMessages.ClientHelloStart().Vector16(e => e.Extension(16, d => d.Vector16(l => l.UInt8(9).Fill(2)))).ToArray();
        HandshakeMessage message = HandshakeParser.Parse(HandshakeType.ClientHello, body, default, out _)!;
        Assert.Equal($"application_layer_protocol_negotiation: protocol_name at byte {body.Length - 2}", message.Malformed);
    }

    [Fact]
    public void ServerHello_of_TLS_1_2_has_what_was_agreed()
    {
        ServerHello hello = Parsed<ServerHello>(SampleMessages.Get("ServerHello 1.2"));
        Assert.True(
            hello is
            {
                ExtendedMasterSecret: true, EncryptThenMac: true, TruncatedHmac: true, SessionTicket: true,
                IsHelloRetryRequest: false
            });
        Assert.Equal((ProtocolVersion.Tls12, CipherSuiteId.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, (byte)1, "http/1.1", (byte?)1),
            (hello.NegotiatedVersion, hello.CipherSuite, hello.CompressionMethod, hello.Alpn, hello.MaxFragmentLength));
    }

    [Theory]
    [InlineData("ServerHello 1.3", 0x0304, 29, false)]
    [InlineData("HelloRetryRequest", 0x0304, 23, true)]
    [InlineData("ServerHello draft 18", 0x7f12, 29, false)]
    [InlineData("HelloRetryRequest draft 19", 0x7f13, 23, true)]
    [InlineData("HelloRetryRequest draft 18", 0x7f12, 23, true)]
    public void ServerHello_of_TLS_1_3_and_its_drafts(string name, ushort version, ushort group, bool isRetry)
    {
        ServerHello hello = Parsed<ServerHello>(SampleMessages.Get(name));
        Assert.Equal(((ProtocolVersion)version, (ushort?)group, isRetry),
            (hello.NegotiatedVersion, (ushort?)hello.KeyShare?.Group, hello.IsHelloRetryRequest));
        Assert.Equal(isRetry ? "hello_retry_request" : "server_hello", HandshakeNames.Name(hello.Type, hello));
    }

    [Fact]
    public void ServerKeyExchange_keeps_the_signed_parameters_apart_from_the_signature()
    {
        SampleMessage sample = SampleMessages.Get("ServerKeyExchange ECDHE");
        ServerKeyExchange exchange = Parsed<ServerKeyExchange>(sample);
        Assert.Equal(NamedGroup.x25519, exchange.Group);
        Assert.Equal(sample.Body[..36], exchange.Parameters);
        Assert.Equal((SignatureScheme.rsa_pss_rsae_sha256, 64), (exchange.Signature!.Scheme, exchange.Signature.Value.Length));
    }

    [Theory]
    [InlineData("ServerKeyExchange ECDHE 1.0", true)]
    [InlineData("ServerKeyExchange RSA_EXPORT", true)]
    [InlineData("ServerKeyExchange SRP_SHA_RSA", true)]
    [InlineData("ServerKeyExchange ECDH_anon", false)]
    [InlineData("ServerKeyExchange DHE_PSK", false)]
    [InlineData("ServerKeyExchange PSK", false)]
    public void A_signature_before_TLS_1_2_has_no_scheme_and_anonymous_suites_have_none(string name, bool isSigned)
    {
        SampleMessage sample = SampleMessages.Get(name);
        ServerKeyExchange exchange = Parsed<ServerKeyExchange>(sample);
        Assert.Equal(isSigned, exchange.Signature is not null);
        Assert.Null(exchange.Signature?.Scheme);
        int signatureLength = isSigned ? 2 + exchange.Signature!.Value.Length : 0;
        Assert.Equal(sample.Body[..^signatureLength], exchange.Parameters);
    }

    [Fact]
    public void Key_exchanges_of_an_unknown_suite_are_kept_whole()
    {
        byte[] body = [1, 2, 3];
        HandshakeContext context = SampleMessages.At(0x0303);
        Assert.Equal(body, ((ServerKeyExchange)HandshakeParser.Parse(HandshakeType.ServerKeyExchange, body, context, out _)!).Parameters);
        Assert.Equal(body, ((ClientKeyExchange)HandshakeParser.Parse(HandshakeType.ClientKeyExchange, body, context, out _)!).Opaque);
    }

    [Theory]
    [InlineData(0x0303, true, 256)]
    [InlineData(0x0303, false, 256)]
    [InlineData(0x0300, true, 128)]
    [InlineData(0x0300, false, 128)]
    public void The_encrypted_premaster_secret_is_found_with_and_without_a_length(int version, bool withLength, int keyLength)
    {
        byte[] secret = new TlsWriter().Fill(keyLength).ToArray();
        byte[] body = withLength ? new TlsWriter().Vector16(k => k.Opaque(secret)).ToArray() : secret;
        HandshakeMessage? message = HandshakeParser.Parse(HandshakeType.ClientKeyExchange, body, SampleMessages.At(version, 0x002F), out _);
        Assert.Equal(secret, Assert.IsType<ClientKeyExchange>(message).EncryptedPremasterSecret);
    }

    [Fact]
    public void Certificate_lists_are_read_in_both_forms()
    {
        Certificate old = Parsed<Certificate>(SampleMessages.Get("Certificate 1.2"));
        Certificate tls13 = Parsed<Certificate>(SampleMessages.Get("Certificate 1.3"));
        Assert.Equal([50, 20], old.Entries.Select(entry => entry.Der.Length));
        Assert.Equal([50, 20], tls13.Entries.Select(entry => entry.Der.Length));
        Assert.Equal((0, 3), (old.RequestContext.Length, tls13.RequestContext.Length));
        Assert.Equal(ExtensionType.StatusRequest, tls13.Entries[0].Extensions.Single().Type);
    }

    [Theory]
    [InlineData("CertificateRequest 1.0", 2, 0)]
    [InlineData("CertificateRequest 1.2", 2, 2)]
    [InlineData("CertificateRequest 1.3", 0, 2)]
    [InlineData("CertificateRequest draft 18", 0, 1)]
    public void CertificateRequest_is_read_in_every_form(string name, int types, int signatures)
    {
        CertificateRequest request = Parsed<CertificateRequest>(SampleMessages.Get(name));
        Assert.Equal((types, signatures, 2),
            (request.CertificateTypes.Length, request.SignatureAlgorithms.Length, request.CertificateAuthorities.Length));
    }

    [Theory]
    [InlineData("NewSessionTicket 1.2", 300, 0)]
    [InlineData("NewSessionTicket 1.3", 7200, 8)]
    [InlineData("NewSessionTicket draft 18", 7200, 0)]
    public void NewSessionTicket_is_read_in_every_form(string name, uint lifetime, int nonce)
    {
        NewSessionTicket ticket = Parsed<NewSessionTicket>(SampleMessages.Get(name));
        Assert.Equal((lifetime, nonce, 40), (ticket.Lifetime, ticket.Nonce.Length, ticket.Ticket.Length));
    }

    [Fact]
    public void Unknown_types_are_kept_with_their_length()
    {
        HandshakeMessage? message = HandshakeParser.Parse((HandshakeType)99, [1, 2, 3], default, out _);
        Assert.Equal(new UnknownHandshake((HandshakeType)99, 3), message);
        Assert.Equal("unknown (99)", HandshakeNames.Name(message!.Type, message));
    }

    private static T Parsed<T>(SampleMessage sample) where T : HandshakeMessage => Assert.IsType<T>(sample.Parse(out _));
}
