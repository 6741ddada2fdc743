using static TlsDissect.Messages.Extensions.ExtensionPlace;

namespace TlsDissect.Tests.Messages.Extensions;

/// <summary>Those from quic_transport_parameters on, and those without a registered number.</summary>
internal static partial class ExtensionSamples
{
    private const string Parameters = "transport_parameter_id transport_parameter_length ";

    private const string Opaque = "transport_parameter_value";

    private const string Config = "version config_id kem_id public_key kdf_id aead_id maximum_name_length public_name extensions";

    private static ExtensionSample[] Later =>
    [
        .. new[] { 57, 65445 }.SelectMany(type => new[] { ClientHello, Server }.Select(place => Open(type, place,
            $"{Parameters}max_idle_timeout {Parameters}{Opaque} {Parameters}{Opaque} " +
                $"{Parameters}chosen_version available_version {Parameters}initial_max_data {Parameters}{Opaque}",
            d => d.UInt8(1).UInt8(4).UInt32(0x80007530).UInt8(0x0C).UInt8(0).UInt8(0x0F).UInt8(3).Fill(3)
                .UInt8(0x11).UInt8(8).UInt32(1).UInt32(1).UInt8(4).UInt8(8).UInt32(0xC0000000).UInt32(0x100000)
                .UInt16(0x7FFE).UInt8(2).Fill(2)))),
        Of(58, ClientHello, "new_session_count resumption_count", d => d.UInt8(2).UInt8(1)),
        Of(58, Server, "expected_count", d => d.UInt8(2)),
        Of(59, ClientHello, "PortNumber", d => d.UInt16(443)),
        Of(59, Server, "ExtSupportLifetime AuthenticationChain", d => d.UInt16(1).Vector16(c => c.Fill(60))),
        Of(59, Certificate, "ExtSupportLifetime AuthenticationChain", d => d.UInt16(1).Vector16(c => c.Fill(60))),
        Of(61, ClientHello, ""),
        Of(61, Server, ""),
        .. new[] { ClientHello, Server, HelloRetryRequest, Certificate, CertificateRequest, NewSessionTicket }.Select(place =>
            Of(62, place, "flags", d => d.Vector8(f => f.UInt16(0x0180)))),
        .. new[] { ClientHello, Server }.Select(place => Of(256, place, "X V r X V r", d =>
        {
            for (int i = 0; i < 2; i++) d.Vector8(x => x.Fill(65)).Vector8(v => v.Fill(65)).Vector8(r => r.Fill(32));
        })),
        Of(13172, ClientHello, ""),
        Open(13172, Server, "protocol_name protocol_name", d => d.Vector8(n => n.Opaque("h2"u8)).Vector8(n => n.Opaque("http/1.1"u8))),
        .. new[] { 17513, 17613 }.SelectMany(type => new[]
        {
            Of(type, ClientHello, "protocol_name", SampleMessages.Alpn("h2")),
            Open(type, Server, "", d => d.Fill(9)),
        }),
        Of(30031, ClientHello, ""),
        Of(30031, Server, ""),
        Of(30032, ClientHello, ""),
        Of(30032, Server, ""),
        .. new[] { ClientHello, Server, CertificateRequest }.Select(place => Of(51764, place, "TrustAnchorID TrustAnchorID",
            d => d.Vector16(l => l.Vector8(i => i.Fill(5)).Vector8(i => i.Fill(8))))),
        Of(51764, Certificate, ""),
        .. EchDrafts,
        Of(64768, ClientHello, "OuterExtensions OuterExtensions", d => d.Vector8(l => l.UInt16s(10, 51))),
        Of(65037, ClientHello, "type kdf_id aead_id config_id enc payload",
            d => d.UInt8(0).UInt16s(1, 1).UInt8(9).Vector16(k => k.Fill(32)).Vector16(p => p.Fill(80))),
        Of(65037, ClientHello, "type", d => d.UInt8(1)),
        Of(65037, HelloRetryRequest, "confirmation", d => d.Fill(8)),
        Of(65037, Server, Config, d => d.Vector16(l => l.UInt16(0xFE0D).Vector16(c => c.UInt8(9).UInt16(0x20).Vector16(k => k.Fill(32))
            .Vector16(s => s.UInt16s(1, 1)).UInt8(0).Vector8(n => n.Opaque("public.example"u8)).Vector16(_ => { })))),
        Of(65037, Server, "version contents", d => d.Vector16(l => l.UInt16(0xFE0A).Vector16(c => c.Fill(9)))),
        Of(65281, ClientHello, "renegotiated_connection", d => d.Vector8(c => c.Fill(12))),
        Of(65281, Server, "renegotiated_connection", d => d.Vector8(c => c.Fill(24))),
        Of(65486, ClientHello, "suite group key_exchange record_digest encrypted_sni", d => d.UInt16(0x1301).UInt16(29)
            .Vector16(k => k.Fill(32)).Vector16(g => g.Fill(32)).Vector16(s => s.Fill(292))),
        Open(65486, Server, "nonce", d => d.Fill(16)),
        Open(65486, Server, "response_type nonce", d => d.UInt8(0).Fill(16)),
        Open(65486, Server, "response_type retry_keys", d => d.UInt8(1).Vector16(k => k.Fill(40))),
    ];

    private static ExtensionSample[] EchDrafts =>
    [
        Of(55817, ClientHello, ""),
        .. new[] { 65032, 65033 }.Select(type => Of(type, ClientHello, "kdf_id aead_id config_id enc payload",
            d => d.UInt16s(1, 1).Vector8(c => c.Fill(32)).Vector16(k => k.Fill(32)).Vector16(p => p.Fill(80)))),
        Of(65034, ClientHello, "kdf_id aead_id config_id enc payload",
            d => d.UInt16s(1, 1).UInt8(9).Vector16(k => k.Fill(32)).Vector16(p => p.Fill(80))),
        Of(65282, ClientHello, "kdf_id aead_id config_digest enc encrypted_ch",
            d => d.UInt16s(1, 1).Vector16(c => c.Fill(32)).Vector16(k => k.Fill(32)).Vector16(p => p.Fill(80))),
        .. new[] { 65032, 65033, 65034, 65282 }.Select(type =>
            Of(type, Server, "version contents", d => d.Vector16(l => l.UInt16(type).Vector16(c => c.Fill(9))))),
        Of(65283, ClientHello, "nonce", d => d.Fill(16)),
        Of(65284, ClientHello, "OuterExtensions", d => d.Vector8(l => l.UInt16(51))),
        Of(65284, ClientHello, "OuterExtensions hash", d => d.Vector8(l => l.UInt16(51)).Vector8(h => h.Fill(32))),
    ];
}
