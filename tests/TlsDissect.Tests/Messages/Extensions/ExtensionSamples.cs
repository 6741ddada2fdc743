using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;
using static TlsDissect.Messages.Extensions.ExtensionPlace;

namespace TlsDissect.Tests.Messages.Extensions;

/// <summary>One sample of every extension in every message that it is allowed in.</summary>
internal static partial class ExtensionSamples
{
    public static readonly ExtensionSample[] All =
    [
        Of(0, ClientHello, "name_type host_name", d => d.Vector16(l => l.UInt8(0).Vector16(n => n.Opaque("a.example"u8)))),
        Of(0, Server, ""),
        Of(1, ClientHello, "max_fragment_length", d => d.UInt8(2)),
        Of(1, Server, "max_fragment_length", d => d.UInt8(2)),
        Of(2, ClientHello, ""),
        Of(2, Server, ""),
        Of(3, ClientHello, "identifier_type identifier_type key_sha1_hash identifier_type x509_name identifier_type cert_sha1_hash",
            d => d.Vector16(l => l.UInt8(0).UInt8(1).Fill(20).UInt8(2).Vector16(n => n.Fill(12)).UInt8(3).Fill(20))),
        Of(3, Server, ""),
        Of(4, ClientHello, ""),
        Of(4, Server, ""),
        Of(5, ClientHello, "status_type ResponderID ResponderID request_extensions",
            d => d.UInt8(1).Vector16(l => l.Vector16(r => r.Fill(5)).Vector16(r => r.Fill(6))).Vector16(x => x.Fill(7))),
        Of(5, Server, ""),
        Of(5, Certificate, "status_type ocsp_response", d => d.UInt8(1).Vector24(r => r.Fill(50))),
        Of(5, CertificateRequest, ""),
        Of(5, CertificateRequest, "status_type responder_id_list request_extensions",
            d => d.UInt8(1).Vector16(_ => { }).Vector16(_ => { })),
        Of(6, ClientHello, "user_mapping_types", d => d.Vector8(t => t.UInt8(64))),
        Of(6, Server, "user_mapping_types", d => d.Vector8(t => t.UInt8(64))),
        Of(7, ClientHello, "authz_format_list authz_format_list", d => d.Vector8(t => t.UInt8(0).UInt8(1))),
        Of(7, Server, "authz_format_list", d => d.Vector8(t => t.UInt8(0))),
        Of(8, ClientHello, "authz_format_list authz_format_list", d => d.Vector8(t => t.UInt8(64).UInt8(65))),
        Of(8, Server, "authz_format_list", d => d.Vector8(t => t.UInt8(3))),
        Of(9, ClientHello, "CertificateType CertificateType", d => d.Vector8(t => t.UInt8(1).UInt8(0))),
        Of(9, Server, "certificate_type", d => d.UInt8(1)),
        Of(10, ClientHello, "named_group_list named_group_list", d => d.Vector16(g => g.UInt16s(29, 0x0A0A))),
        Of(10, Server, "named_group_list", d => d.Vector16(g => g.UInt16(29))),
        Of(11, ClientHello, "ec_point_format_list ec_point_format_list", d => d.Vector8(f => f.UInt8(0).UInt8(1))),
        Of(11, Server, "ec_point_format_list", d => d.Vector8(f => f.UInt8(0))),
        Of(12, ClientHello, "srp_I", d => d.Vector8(n => n.Opaque("user"u8))),
        Of(13, ClientHello, "supported_signature_algorithms", d => d.Vector16(s => s.UInt16(0x0403))),
        Of(13, CertificateRequest, "supported_signature_algorithms", d => d.Vector16(s => s.UInt16(0x0403))),
        Of(14, ClientHello, "SRTPProtectionProfile SRTPProtectionProfile srtp_mki",
            d => d.Vector16(p => p.UInt16s(1, 7)).Vector8(m => m.Fill(4))),
        Of(14, Server, "SRTPProtectionProfile srtp_mki", d => d.Vector16(p => p.UInt16(7)).Vector8(_ => { })),
        Of(15, ClientHello, "mode", d => d.UInt8(1)),
        Of(15, Server, "mode", d => d.UInt8(2)),
        Of(16, ClientHello, "protocol_name protocol_name", SampleMessages.Alpn("h2", "http/1.1")),
        Of(16, Server, "protocol_name", SampleMessages.Alpn("h2")),
        Of(17, ClientHello, "status_type responder_id_list request_extensions status_type ResponderID request_extensions",
            d => d.Vector16(l => l.UInt8(2).Vector16(r => r.Vector16(_ => { }).Vector16(_ => { }))
                .UInt8(1).Vector16(r => r.Vector16(i => i.Vector16(b => b.Fill(3))).Vector16(_ => { })))),
        Of(17, Server, ""),
        Of(18, ClientHello, ""),
        Of(18, Server, Timestamp, SctList),
        Of(18, Certificate, Timestamp, SctList),
        Of(18, CertificateRequest, ""),
        Of(19, ClientHello, "client_certificate_types client_certificate_types", d => d.Vector8(t => t.UInt8(2).UInt8(0))),
        Of(19, Server, "client_certificate_type", d => d.UInt8(2)),
        Of(20, ClientHello, "server_certificate_types", d => d.Vector8(t => t.UInt8(2))),
        Of(20, Server, "server_certificate_type", d => d.UInt8(2)),
        Open(21, ClientHello, "", d => d.Fill(17, 0)),
        Of(22, ClientHello, ""),
        Of(22, Server, ""),
        Of(23, ClientHello, ""),
        Of(23, Server, ""),
        Of(24, ClientHello, "major minor key_parameters_list key_parameters_list",
            d => d.UInt8(1).UInt8(0).Vector8(k => k.UInt8(2).UInt8(0))),
        Of(24, Server, "major minor key_parameters_list", d => d.UInt8(1).UInt8(0).Vector8(k => k.UInt8(2))),
        Of(25, ClientHello, "type hash_value type hash_value",
            d => d.Vector16(l => l.UInt8(1).Vector8(h => h.Fill(32)).UInt8(2).Vector8(h => h.Fill(32)))),
        Of(25, Server, "type type", d => d.Vector16(l => l.UInt8(1).UInt8(2))),
        Of(26, ClientHello, ""),
        Of(26, Server, ""),
        Of(27, ClientHello, "algorithm algorithm", d => d.Vector8(l => l.UInt16s(2, 1))),
        Of(27, CertificateRequest, "algorithm", d => d.Vector8(l => l.UInt16(3))),
        Of(28, ClientHello, "record_size_limit", d => d.UInt16(4096)),
        Of(28, Server, "record_size_limit", d => d.UInt16(4096)),
        Of(29, ClientHello, "pwd_name", d => d.Vector8(n => n.Fill(48))),
        Of(30, ClientHello, "pwd_name", d => d.Vector8(n => n.Opaque("user"u8))),
        Of(31, ClientHello, "pwd_salt", d => d.Vector16(n => n.Fill(32))),
        Of(31, Server, "pwd_salt", d => d.Vector16(n => n.Fill(32))),
        Of(31, HelloRetryRequest, "pwd_salt", d => d.Vector16(n => n.Fill(32))),
        Of(32, ClientHello, ""),
        Open(32, ClientHello, "ticket", d => d.Vector16(t => t.Fill(20))),
        Of(32, Server, "proof ticket lifetime", d => d.Vector8(p => p.Fill(32)).Vector16(t => t.Fill(20)).UInt32(86400)),
        Of(33, ClientHello, ""),
        Of(33, Server, ""),
        Of(34, ClientHello, "supported_signature_algorithms", d => d.Vector16(s => s.UInt16(0x0403))),
        Of(34, CertificateRequest, "supported_signature_algorithms", d => d.Vector16(s => s.UInt16(0x0807))),
        Of(34, Certificate, "valid_time dc_cert_verify_algorithm ASN1_subjectPublicKeyInfo algorithm signature",
            d => d.UInt32(3600).UInt16(0x0403).Vector24(k => k.Fill(91)).UInt16(0x0804).Vector16(s => s.Fill(256))),
        Open(35, ClientHello, "", d => d.Fill(40)),
        Of(35, Server, ""),
        Of(39, ClientHello, "supported_ciphers supported_ciphers", d => d.Vector8(c => c.UInt8(1).UInt8(2))),
        Of(39, Server, "selected_cipher", d => d.UInt8(1)),
        Of(40, ClientHello, "group key_exchange", d => d.Vector16(l => l.UInt16(29).Vector16(k => k.Fill(32)))),
        Of(40, Server, "group key_exchange", d => d.UInt16(29).Vector16(k => k.Fill(32))),
        Of(40, HelloRetryRequest, "selected_group", d => d.UInt16(29)),
        Of(41, ClientHello, "identity obfuscated_ticket_age binder",
            d => d.Vector16(l => l.Vector16(i => i.Fill(20)).UInt32(77)).Vector16(l => l.Vector8(b => b.Fill(32)))),
        Of(41, Server, "selected_identity", d => d.UInt16(0)),
        Of(42, ClientHello, ""),
        Of(42, Server, ""),
        Of(42, NewSessionTicket, "max_early_data_size", d => d.UInt32(16384)),
        Of(43, ClientHello, "versions versions", d => d.Vector8(v => v.UInt16s(0x0304, 0x0303))),
        Of(43, Server, "selected_version", d => d.UInt16(0x0304)),
        Of(43, HelloRetryRequest, "selected_version", d => d.UInt16(0x0304)),
        Of(44, ClientHello, "cookie", d => d.Vector16(c => c.Fill(30))),
        Of(44, HelloRetryRequest, "cookie", d => d.Vector16(c => c.Fill(30))),
        Of(45, ClientHello, "ke_modes ke_modes", d => d.Vector8(m => m.UInt8(1).UInt8(0))),
        Of(46, NewSessionTicket, "max_early_data_size", d => d.UInt32(16384)),
        Of(47, ClientHello, "distinguished_name", d => d.Vector16(l => l.Vector16(n => n.Fill(14)))),
        Of(47, CertificateRequest, "distinguished_name distinguished_name",
            d => d.Vector16(l => l.Vector16(n => n.Fill(14)).Vector16(n => n.Fill(15)))),
        Of(48, CertificateRequest, "certificate_extension_oid certificate_extension_values",
            d => d.Vector16(l => l.Vector8(o => o.Opaque(0x55, 0x1D, 0x25)).Vector16(v => v.Fill(12)))),
        Of(49, ClientHello, ""),
        Of(50, ClientHello, "supported_signature_algorithms", d => d.Vector16(s => s.UInt16(0x0401))),
        Of(50, CertificateRequest, "supported_signature_algorithms", d => d.Vector16(s => s.UInt16(0x0401))),
        Of(51, ClientHello, "group key_exchange group key_exchange",
            d => d.Vector16(l => l.UInt16(4588).Vector16(k => k.Fill(1216)).UInt16(29).Vector16(k => k.Fill(32)))),
        Of(51, Server, "group key_exchange", d => d.UInt16(29).Vector16(k => k.Fill(32))),
        Of(51, HelloRetryRequest, "selected_group", d => d.UInt16(4588)),
        Of(52, ClientHello, ""),
        Of(52, CertificateRequest, ""),
        Of(52, Server, TransItemNames, TransItems),
        Of(52, Server, ""),
        Of(52, Certificate, TransItemNames, TransItems),
        Of(52, Certificate, ""),
        Of(53, ClientHello, "cid", d => d.Vector8(c => c.Fill(8))),
        Of(53, Server, "cid", d => d.Vector8(c => c.Fill(8))),
        Of(54, ClientHello, "cid", d => d.Vector8(_ => { })),
        Of(54, Server, "cid", d => d.Vector8(c => c.Fill(8))),
        Of(55, ClientHello, "binding_hash", d => d.Vector8(h => h.Fill(32))),
        Of(55, Server, "binding_hash", d => d.Vector8(h => h.Fill(32))),
        Of(56, ClientHello, "session_id", d => d.Vector8(h => h.Fill(20))),
        Of(56, Server, "session_id", d => d.Vector8(h => h.Fill(20))),
        .. Later,
    ];

    private const string Timestamp = "sct_version key_id timestamp extensions algorithm signature";

    private static void SctList(TlsWriter data) => data.Vector16(l => l.Vector16(s => s.UInt8(0).Fill(32).Fill(8, 1)
        .Vector16(_ => { }).UInt16(0x0403).Vector16(g => g.Fill(71))));

    private const string TransItemNames = "versioned_type log_id timestamp sct_extensions signature " +
        "versioned_type log_id timestamp tree_size root_hash sth_extensions signature " +
        "versioned_type log_id tree_size_1 tree_size_2 NodeHash NodeHash " +
        "versioned_type log_id tree_size leaf_index NodeHash versioned_type data";

    private static void TransItems(TlsWriter data) => data.Vector16(l => l
        .Vector16(i => i.UInt16(0x0102).Vector8(o => o.Fill(4)).Fill(8, 1).Vector16(_ => { }).Vector16(s => s.Fill(71)))
        .Vector16(i => i.UInt16(0x0104).Vector8(o => o.Fill(4)).Fill(16, 1).Vector8(h => h.Fill(32)).Vector16(_ => { })
            .Vector16(s => s.Fill(71)))
        .Vector16(i => i.UInt16(0x0105).Vector8(o => o.Fill(4)).Fill(16, 1)
            .Vector16(p => p.Vector8(h => h.Fill(32)).Vector8(h => h.Fill(32))))
        .Vector16(i => i.UInt16(0x0106).Vector8(o => o.Fill(4)).Fill(16, 1).Vector16(p => p.Vector8(h => h.Fill(32))))
        .Vector16(i => i.UInt16(0x0101).Fill(40)));

    private static ExtensionSample Of(int type, ExtensionPlace place, string fields, Action<TlsWriter>? data = null)
    {
        TlsWriter writer = new();
        data?.Invoke(writer);
        return new ExtensionSample((ExtensionType)type, place, fields, writer.ToArray());
    }

    private static ExtensionSample Open(int type, ExtensionPlace place, string fields, Action<TlsWriter> data) =>
        Of(type, place, fields, data) with { IsOpenEnded = true };
}
