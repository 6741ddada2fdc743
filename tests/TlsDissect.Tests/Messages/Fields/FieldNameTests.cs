using TlsDissect.Messages;
using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;
using TlsDissect.Tests.Messages.Extensions;

namespace TlsDissect.Tests.Messages.Fields;

/// <summary>The fields of messages that few stacks send have the names that their RFC or draft gives them.</summary>
public sealed class FieldNameTests
{
    /// <summary>A sample, and the names of its numbers and bytes in order.</summary>
    [Theory]
    [InlineData("ServerKeyExchange DHE", "dh_p dh_g dh_Ys algorithm signature")]
    [InlineData("ServerKeyExchange ECDHE explicit prime", "curve_type prime_p a b base order cofactor point algorithm signature")]
    [InlineData("ServerKeyExchange ECDHE explicit char2",
        "curve_type m basis k1 k2 k3 a b base order cofactor point algorithm signature")]
    [InlineData("ServerKeyExchange ECDHE_PSK", "psk_identity_hint curve_type namedcurve point")]
    [InlineData("ServerKeyExchange RSA_EXPORT", "rsa_modulus rsa_exponent signature")]
    [InlineData("ServerKeyExchange SRP_SHA_RSA", "srp_N srp_g srp_s srp_B signature")]
    [InlineData("ServerKeyExchange ECCPWD", "salt curve_type namedcurve ec_selement ec_sscalar")]
    [InlineData("ServerKeyExchange ECCPWD of a finite field", "salt ff_group ff_selement ff_sscalar")]
    [InlineData("ServerKeyExchange ECJPAKE", "curve_type namedcurve X V r")]
    [InlineData("ClientKeyExchange RSA_PSK", "psk_identity EncryptedPreMasterSecret")]
    [InlineData("ClientKeyExchange DHE_PSK", "psk_identity dh_Yc")]
    [InlineData("ClientKeyExchange ECDHE_PSK", "psk_identity ecdh_Yc")]
    [InlineData("ClientKeyExchange SRP", "srp_A")]
    [InlineData("ClientKeyExchange ECCPWD", "ec_celement ec_cscalar")]
    [InlineData("ClientKeyExchange ECCPWD of a finite field", "ff_celement ff_cscalar")]
    [InlineData("ClientKeyExchange ECJPAKE", "X V r")]
    [InlineData("ClientKeyExchange KRB5", "Ticket authenticator EncryptedPreMasterSecret")]
    [InlineData("CertificateVerify 1.3", "algorithm signature")]
    [InlineData("CompressedCertificate", "algorithm uncompressed_length compressed_certificate_message")]
    [InlineData("CertificateURL", "type url padding SHA1Hash url padding")]
    [InlineData("SupplementalData",
        "supp_data_type user_mapping_version user_principal_name domain_name user_mapping_version user_mapping_data " +
        "supp_data_type authz_format X509AttrCert authz_format SAMLAssertion authz_format url hash_alg hash " +
        "authz_format KeyNoteAssertionList authz_format authz_data supp_data_type supp_data_entry")]
    [InlineData("EKTKey", "ekt_key_value srtp_master_salt ekt_spi ekt_ttl")]
    [InlineData("NextProtocol", "selected_protocol padding")]
    [InlineData("ChannelID", "extension_type x y r s")]
    [InlineData("HelloVerifyRequest", "server_version cookie")]
    [InlineData("NewConnectionId", "cid cid usage")]
    [InlineData("CertificateStatus multi", "status_type ocsp_response ocsp_response")]
    public void A_message_has_the_names_of_its_specification(string name, string fields)
    {
        SampleMessage sample = SampleMessages.Get(name);
        FieldRecorder recorder = new();
        HandshakeParser.Parse(sample.Type, sample.Body, sample.Context, recorder, out DecodeError error);

        Assert.False(error.IsSet, $"{error}");
        Assert.Equal(fields, ExtensionSample.Leaves(FieldTree.Build("message", recorder, sample.Body)));
    }

    [Theory]
    [InlineData("srp_I", new byte[] { 0x6A, 0xC3, 0xBC }, "j\u00fc")]
    [InlineData("psk_identity", new byte[] { 0x6A, 0xFC }, "j\u00fc")]
    [InlineData("pwd_name", new byte[] { 0x6A, 0x6F }, "jo")]
    [InlineData("pwd_name", new byte[] { 0x00, 0x6F }, null)]
    [InlineData("salt", new byte[] { 0x6A, 0x6F }, null)]
    public void A_name_is_shown_as_text(string field, byte[] bytes, string? text) => Assert.Equal(text, FieldMeanings.Of(field, bytes));
}
