using TlsDissect.Protocol;

namespace TlsDissect.Tests.Protocol;

public class RegisteredNamesTests
{
    [Theory]
    [InlineData(40, "handshake_failure")]
    [InlineData(20, "bad_record_mac")]
    [InlineData(48, "unknown_ca")]
    [InlineData(0, "close_notify")]
    [InlineData(121, "ech_required")]
    [InlineData(99, "unknown (99)")]
    public void Alerts(byte number, string name) => Assert.Equal(name, ((AlertDescription)number).RegisteredName());

    [Theory]
    [InlineData(1, "client_hello")]
    [InlineData(6, "hello_retry_request")]
    [InlineData(8, "encrypted_extensions")]
    [InlineData(254, "message_hash")]
    [InlineData(7, "unknown (7)")]
    public void Handshake_types(byte number, string name) => Assert.Equal(name, ((HandshakeType)number).RegisteredName());

    [Theory]
    [InlineData(0, "server_name")]
    [InlineData(11, "ec_point_formats")]
    [InlineData(16, "application_layer_protocol_negotiation")]
    [InlineData(17, "status_request_v2")]
    [InlineData(45, "psk_key_exchange_modes")]
    [InlineData(65281, "renegotiation_info")]
    [InlineData(0x1234, "unknown (0x1234)")]
    [InlineData(0xBABA, "GREASE (0xbaba)")]
    public void Extensions(ushort number, string name) => Assert.Equal(name, ((ExtensionType)number).RegisteredName());

    [Theory]
    [InlineData(23, "secp256r1")]
    [InlineData(4588, "X25519MLKEM768")]
    [InlineData(0x0A0A, "GREASE (0x0a0a)")]
    public void Groups(ushort number, string name) => Assert.Equal(name, ((NamedGroup)number).RegisteredName());

    [Theory]
    [InlineData(0x0804, "rsa_pss_rsae_sha256")]
    [InlineData(0x0403, "ecdsa_secp256r1_sha256")]
    [InlineData(0x0402, "dsa_sha256")]
    [InlineData(0x0303, "ecdsa_sha224")]
    [InlineData(0x0904, "mldsa44")]
    [InlineData(0x0A0A, "GREASE (0x0a0a)")]
    [InlineData(0x0901, "unknown (0x0901)")]
    public void Signature_schemes_and_the_older_pairs(ushort number, string name) =>
        Assert.Equal(name, ((SignatureScheme)number).RegisteredName());

    [Fact]
    public void Suites() => Assert.Equal(
        ["TLS_RSA_WITH_AES_128_GCM_SHA256", "GREASE (0xcaca)", "unknown (0xabcd)"],
        new ushort[] { 0x009C, 0xCACA, 0xABCD }.Select(id => CipherSuites.Name((CipherSuiteId)id)));

    [Theory]
    [InlineData(64, "ecdsa_sign")]
    [InlineData(200, "unknown (200)")]
    public void Client_certificate_types(byte number, string name) => Assert.Equal(name, ((ClientCertificateType)number).RegisteredName());
}
