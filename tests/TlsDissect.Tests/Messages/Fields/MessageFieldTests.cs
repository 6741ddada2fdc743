using System.Security.Cryptography;
using System.Text;
using TlsDissect.Messages;
using TlsDissect.Messages.Fields;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;
using TlsDissect.Ssl2;

namespace TlsDissect.Tests.Messages.Fields;

/// <summary>The trees of some messages, as text.</summary>
public sealed class MessageFieldTests
{
    [Fact]
    public void A_hello_has_its_extensions_in_order_with_the_names_of_numbers() => Assert.Equal("""
        client_version: TLS 1.2
        random: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
        session_id: none
        cipher_suites: GREASE (0x0a0a), TLS_AES_128_GCM_SHA256, unknown (0x1234)
        compression_methods: null, unknown (7)
        extensions:
          server_name (0):
            server_name_list:
              ServerName:
                name_type: host_name
                host_name: h
          supported_versions (43):
            versions: GREASE (0x1a1a), TLS 1.3
          application_layer_protocol_negotiation (16):
            protocol_name_list: h2, "http/1.1 \x1b"
          key_share (51):
            client_shares:
              KeyShareEntry:
                group: GREASE (0x2a2a)
                key_exchange: 00
              KeyShareEntry:
                group: x25519
                key_exchange: 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a
          unknown (0x7777) (30583): 0102

        """, Text(HandshakeType.ClientHello, default, Hello().Vector16(s => s.UInt16s(0x0a0a, 0x1301, 0x1234))
            .Vector8(c => c.UInt8(0).UInt8(7)).Vector16(e => e
                .Extension(0, d => d.Vector16(l => l.UInt8(0).Vector16(n => n.Fill(1, (byte)'h'))))
                .Extension(43, d => d.Vector8(v => v.UInt16s(0x1a1a, 0x0304)))
                .Extension(16, SampleMessages.Alpn("h2", "http/1.1 \u001b"))
                .Extension(51, d => d.Vector16(l => l.UInt16(0x2a2a).Vector16(k => k.UInt8(0)).UInt16(29).Vector16(k => k.Fill(32))))
                .Extension(0x7777, d => d.UInt8(1).UInt8(2)))));

    [Fact]
    public void A_malformed_extension_has_the_fields_before_the_error_and_the_rest() => Assert.Equal("""
        client_version: TLS 1.2
        random: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
        session_id: none
        cipher_suites: TLS_AES_128_GCM_SHA256
        compression_methods: null
        extensions:
          server_name (0):
            server_name_list:
              ServerName:
                name_type: host_name
                host_name: hh; malformed: host_name at byte 52
          record_size_limit (28):
            record_size_limit: 256
            unparsed: 05
            malformed: trailing bytes at byte 60

        """, Text(HandshakeType.ClientHello, default, Hello().Vector16(s => s.UInt16(0x1301)).Vector8(c => c.UInt8(0)).Vector16(e => e
            .Extension(0, d => d.UInt16(5).UInt8(0).UInt16(9).Fill(2, (byte)'h'))
            .Extension(28, d => d.UInt16(256).UInt8(5)))));

    [Fact]
    public void A_truncated_list_has_its_whole_numbers_and_the_rest() => Assert.Equal("""
        client_version: TLS 1.2
        random: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
        session_id: none
        cipher_suites:
          cipher_suites: TLS_AES_128_GCM_SHA256
          unparsed: 13
          malformed: cipher_suites at byte 37

        """, Text(HandshakeType.ClientHello, default, Hello().UInt16(8).UInt16(0x1301).UInt8(0x13)));

    [Fact]
    public void A_certificate_is_told_by_its_subject_its_length_and_its_hash()
    {
        byte[] der = BouncyCertificates.Make("Ed25519");
        string text = Text(HandshakeType.Certificate, SampleMessages.At(0x0304), new TlsWriter().Vector8(_ => { })
            .Vector24(l => l.Vector24(c => c.Opaque(der)).Vector16(e => e.Extension(36, d => d.Fill(3)))));

        Assert.Matches("^certificate_request_context: none\ncertificate_list:\n  CertificateEntry:\n" +
            $"    certificate: CN=bc, [0-9]+ bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(der))}\n" +
            "    extensions:\n      tlmsp \\(36\\): 5a5a5a\n$", text);
    }

    [Fact]
    public void Messages_of_SSL_2_have_the_names_of_its_specification()
    {
        Assert.Equal("msg_type: error\nerror_code: no_cipher_error\n", Text(new Ssl2Body([0, 0, 1])));
        Assert.Equal("msg_type: client_finished\nconnection_id: 0102\n", Text(new Ssl2Body([3, 1, 2])));
        Assert.Equal("msg_type: server_verify\nchallenge_data: 01\n", Text(new Ssl2Body([5, 1])));
        Assert.Equal("msg_type: server_finished\nsession_id_data: 0102\n", Text(new Ssl2Body([6, 1, 2])));
        Assert.Equal("msg_type: request_certificate\nauthentication_type: md5_with_rsa_encryption\ncertificate_challenge_data: 0102\n",
            Text(new Ssl2Body([7, 1, 1, 2])));
        Assert.Equal("msg_type: client_certificate\ncertificate_type: x509_certificate\ncertificate_length: 1\nresponse_length: 2\n" +
            "certificate_data: 09\nresponse_data: 0708\n", Text(new Ssl2Body([8, 1, 0, 1, 0, 2, 9, 7, 8])));
        Assert.Equal("msg_type: client_master_key\ncipher_kind: SSL_CK_RC4_128_WITH_MD5 (0x010080)\nclear_key_length: 0\n" +
            "encrypted_key_length: 1\nkey_arg_length: 0\nclear_key_data: none\nencrypted_key_data: 05\nkey_arg_data: none\n",
            Text(new Ssl2Body([2, 1, 0, 0x80, 0, 0, 0, 1, 0, 0, 5])));
        Assert.Equal("msg_type: client_hello\nversion: SSL 2.0\ncipher_spec_length: 3\nsession_id_length: 0\nchallenge_length: 1\n" +
            "cipher_specs: SSL_CK_RC4_128_WITH_MD5 (0x010080)\nsession_id: none\nchallenge: 05\n",
            Text(new Ssl2Body([1, 0, 2, 0, 3, 0, 0, 0, 1, 1, 0, 0x80, 5])));
        Assert.Equal("msg_type: server_hello\nsession_id_hit: 0\ncertificate_type: x509_certificate\nserver_version: SSL 2.0\n" +
            "certificate_length: 1\ncipher_specs_length: 3\nconnection_id_length: 1\ncertificate_data: 07\n" +
            "cipher_specs_data: SSL_CK_RC4_128_WITH_MD5 (0x010080)\nconnection_id_data: 09\n",
            Text(new Ssl2Body([4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 7, 1, 0, 0x80, 9])));
        Assert.Equal("msg_type: unknown (9)\nbody: 01\n", Text(new Ssl2Body([9, 1])));
        Assert.Equal("malformed: msg_type at byte 0\n", Text(new Ssl2Body([])));
    }

    [Fact]
    public void A_long_body_keeps_its_first_bytes_and_says_so()
    {
        byte[] body = new byte[MessageBody.MaxBytes + 1];
        byte[] message = [(byte)HandshakeType.ServerKeyExchange, 1, 0, 1, .. body];
        HandshakeBody kept = new(new RawHandshake(message), default);

        Assert.Equal(MessageBody.MaxBytes, kept.Bytes.Length);
        Assert.InRange(kept.Held, MessageBody.MaxBytes, MessageBody.MaxBytes + 200);
        Assert.Equal("only the first 65536 of 65537 bytes are kept", kept.ReadFields("x").Malformed);
    }

    [Theory]
    [InlineData(64, "... (300 bytes)")]
    [InlineData(200, "... (300 bytes)")]
    [InlineData(0, "... (300 bytes)")]
    [InlineData(700, "5a")]
    public void Long_bytes_are_cut_where_the_line_ends(int width, string end)
    {
        MessageField tree =
            Fields(HandshakeType.ClientKeyExchange, SampleMessages.At(0x0303, 0x009E), new TlsWriter().Vector16(k => k.Fill(300)));
        (_, string text) = Assert.Single(new FieldTreeText(width).Of(tree));

        Assert.StartsWith("dh_Yc: 5a5a", text, StringComparison.Ordinal);
        Assert.EndsWith(end, text, StringComparison.Ordinal);
        if (width > 80) Assert.InRange(text.Length, Math.Min(width - 1, 600), width);
    }

    private static TlsWriter Hello() => new TlsWriter().UInt16(0x0303).Opaque(SampleMessages.Fill32).Vector8(_ => { });

    private static MessageField Fields(HandshakeType type, HandshakeContext context, TlsWriter writer)
    {
        byte[] body = writer.ToArray();
        byte[] message = [(byte)type, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];
        return new HandshakeBody(new RawHandshake(message), context).ReadFields("message");
    }

    private static string Text(HandshakeType type, HandshakeContext context, TlsWriter body) => Text(Fields(type, context, body));

    private static string Text(MessageBody body) => Text(body.ReadFields("message"));

    private static string Text(MessageField fields)
    {
        StringBuilder text = new();
        foreach ((int indent, string line) in new FieldTreeText(0).Of(fields)) text.Append(' ', indent).Append(line).Append('\n');
        return text.ToString();
    }
}
