using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

/// <summary>
/// A message as on the wire, without its header, and what must be known to parse it. At the lengths <c>AlsoEndsAt</c> the body is whole
/// too, because what follows is optional.
/// </summary>
internal sealed record SampleMessage(string Name, HandshakeType Type, HandshakeContext Context, byte[] Body, params int[] AlsoEndsAt)
{
    public HandshakeMessage? Parse(out DecodeError error) => HandshakeParser.Parse(Type, Body, Context, out error);

    public override string ToString() => Name;
}

/// <summary>One sample of every message and form that is parsed.</summary>
internal static class SampleMessages
{
    private const int Hello = 2 + 32 + 1 + 32;

    public static byte[] Fill32 { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static readonly SampleMessage[] All =
    [
        new("ClientHello", HandshakeType.ClientHello, default, ClientHello().ToArray(), ClientHelloFixedLength),
        new("ClientHello without extensions", HandshakeType.ClientHello, default, ClientHelloStart().ToArray()),
        new("ClientHello DTLS", HandshakeType.ClientHello, default, DatagramClientHello().ToArray(), DatagramClientHelloFixedLength),
        new("ServerHello 1.2", HandshakeType.ServerHello, default, ServerHello12().ToArray(), Hello + 3),
        new("ServerHello 1.3", HandshakeType.ServerHello, default, ServerHello13(Fill32).ToArray(), Hello + 3),
        new("HelloRetryRequest", HandshakeType.ServerHello, default, HelloRetryRequest().ToArray(), Hello + 3),
        new("ServerHello DTLS 1.3", HandshakeType.ServerHello, default, new TlsWriter().UInt16(0xFEFD).Opaque(Fill32).Vector8(_ => { })
            .UInt16(0x1301).UInt8(0).Vector16(e => e.Extension(43, d => d.UInt16(0xFEFC)).Extension(54, d => d.Vector8(c => c.Fill(2)))
                .Extension(61)).ToArray(), 2 + 32 + 1 + 3),
        new("ServerHello draft 18", HandshakeType.ServerHello, default, new TlsWriter().UInt16(0x7f12).Opaque(Fill32).UInt16(0x1301)
            .Vector16(e => e.Extension(40, d => d.UInt16(29).Vector16(k => k.Fill(32)))).ToArray(), 2 + 32 + 2),
        new("HelloRetryRequest draft 19", HandshakeType.HelloRetryRequest, default,
            new TlsWriter().UInt16(0x7f13).UInt16(0x1301).Vector16(e => e.Extension(40, d => d.UInt16(23))).ToArray()),
        new("HelloRetryRequest draft 18", HandshakeType.HelloRetryRequest, default,
            new TlsWriter().UInt16(0x7f12).Vector16(e => e.Extension(40, d => d.UInt16(23))).ToArray()),
        new("NewSessionTicket 1.2", HandshakeType.NewSessionTicket, At(0x0303),
            new TlsWriter().UInt32(300).Vector16(t => t.Fill(40)).ToArray()),
        new("NewSessionTicket 1.3", HandshakeType.NewSessionTicket, At(0x0304),
            new TlsWriter().UInt32(7200).UInt32(0xDEADBEEF).Vector8(n => n.Fill(8)).Vector16(t => t.Fill(40))
                .Vector16(e => e.Extension(42, d => d.UInt32(16384))).ToArray()),
        new("NewSessionTicket draft 18", HandshakeType.NewSessionTicket, At(0x7f12),
            new TlsWriter().UInt32(7200).UInt32(1).Vector16(t => t.Fill(40)).Vector16(_ => { }).ToArray()),
        new("EncryptedExtensions", HandshakeType.EncryptedExtensions, At(0x0304),
            new TlsWriter().Vector16(
                e => e.Extension(16, Alpn("h2")).Extension(28, d => d.UInt16(16385)).Extension(42).Extension(1, d => d.UInt8(2)))
                .ToArray()),
        new("Certificate 1.2", HandshakeType.Certificate, At(0x0303),
            new TlsWriter().Vector24(l => l.Vector24(c => c.Fill(50)).Vector24(c => c.Fill(20))).ToArray()),
        new("Certificate 1.3", HandshakeType.Certificate, At(0x0304), new TlsWriter().Vector8(c => c.Fill(3))
            .Vector24(
                l => l.Vector24(c => c.Fill(50)).Vector16(e => e.Extension(5, d => d.Fill(9))).Vector24(c => c.Fill(20)).Vector16(_ => { }))
                .ToArray()),
        new("CompressedCertificate", HandshakeType.CompressedCertificate, At(0x0304),
            new TlsWriter().UInt16(2).UInt24(4000).Vector24(c => c.Fill(60)).ToArray()),
        new("ServerKeyExchange ECDHE", HandshakeType.ServerKeyExchange, At(0x0303, 0xC02F),
            new TlsWriter().UInt8(3).UInt16(29).Vector8(p => p.Fill(32)).UInt16(0x0804).Vector16(s => s.Fill(64)).ToArray()),
        new("ServerKeyExchange ECDHE 1.0", HandshakeType.ServerKeyExchange, At(0x0301, 0xC013),
            new TlsWriter().UInt8(3).UInt16(23).Vector8(p => p.Fill(65)).Vector16(s => s.Fill(64)).ToArray()),
        new("ServerKeyExchange ECDHE explicit prime", HandshakeType.ServerKeyExchange, At(0x0303, 0xC02F), new TlsWriter().UInt8(1)
            .Vector8(p => p.Fill(4)).Vector8(p => p.Fill(4)).Vector8(p => p.Fill(4)).Vector8(p => p.Fill(9)).Vector8(p => p.Fill(4))
            .Vector8(p => p.Fill(1))
            .Vector8(p => p.Fill(9)).UInt16(0x0804).Vector16(s => s.Fill(64)).ToArray()),
        new("ServerKeyExchange ECDHE explicit char2", HandshakeType.ServerKeyExchange, At(0x0303, 0xC02F),
            new TlsWriter().UInt8(2).UInt16(163).UInt8(2)
            .Vector8(k => k.Fill(1)).Vector8(k => k.Fill(1)).Vector8(k => k.Fill(1))
            .Vector8(p => p.Fill(4)).Vector8(p => p.Fill(4)).Vector8(p => p.Fill(9)).Vector8(p => p.Fill(4)).Vector8(p => p.Fill(1))
            .Vector8(p => p.Fill(9)).UInt16(0x0804).Vector16(s => s.Fill(64)).ToArray()),
        new("ServerKeyExchange ECDH_anon", HandshakeType.ServerKeyExchange, At(0x0303, 0xC018),
            new TlsWriter().UInt8(3).UInt16(23).Vector8(p => p.Fill(65)).ToArray()),
        new("ServerKeyExchange DHE", HandshakeType.ServerKeyExchange, At(0x0303, 0x009E),
            new TlsWriter().Vector16(p => p.Fill(128)).Vector16(g => g.UInt8(2)).Vector16(y => y.Fill(128)).UInt16(0x0401)
                .Vector16(s => s.Fill(64)).ToArray()),
        new("ServerKeyExchange DH_anon 1.0", HandshakeType.ServerKeyExchange, At(0x0301, 0x0034),
            new TlsWriter().Vector16(p => p.Fill(64)).Vector16(g => g.UInt8(2)).Vector16(y => y.Fill(64)).ToArray()),
        new("ServerKeyExchange DHE_PSK", HandshakeType.ServerKeyExchange, At(0x0303, 0x00AA),
            new TlsWriter().Vector16(h => h.Fill(4)).Vector16(p => p.Fill(64)).Vector16(g => g.UInt8(2)).Vector16(y => y.Fill(64))
                .ToArray()),
        new("ServerKeyExchange ECDHE_PSK", HandshakeType.ServerKeyExchange, At(0x0303, 0xCCAC),
            new TlsWriter().Vector16(h => h.Fill(4)).UInt8(3).UInt16(29).Vector8(p => p.Fill(32)).ToArray()),
        new("ServerKeyExchange PSK", HandshakeType.ServerKeyExchange, At(0x0303, 0x00A8),
            new TlsWriter().Vector16(h => h.Fill(4)).ToArray()),
        new("ServerKeyExchange RSA_EXPORT", HandshakeType.ServerKeyExchange, At(0x0300, 0x0003),
            new TlsWriter().Vector16(m => m.Fill(64)).Vector16(x => x.UInt24(65537)).Vector16(s => s.Fill(128)).ToArray()),
        new("ServerKeyExchange SRP_SHA_RSA", HandshakeType.ServerKeyExchange, At(0x0301, 0xC01E),
            new TlsWriter().Vector16(n => n.Fill(64)).Vector16(g => g.UInt8(2)).Vector8(s => s.Fill(4)).Vector16(b => b.Fill(64))
                .Vector16(s => s.Fill(64)).ToArray()),
        new("CertificateRequest 1.0", HandshakeType.CertificateRequest, At(0x0301),
            new TlsWriter().Vector8(t => t.UInt8(1).UInt8(64)).Vector16(Names).ToArray()),
        new("CertificateRequest 1.2", HandshakeType.CertificateRequest, At(0x0303),
            new TlsWriter().Vector8(t => t.UInt8(1).UInt8(64)).Vector16(s => s.UInt16s(0x0401, 0x0403)).Vector16(Names).ToArray()),
        new("CertificateRequest 1.3", HandshakeType.CertificateRequest, At(0x0304), new TlsWriter().Vector8(c => c.Fill(2))
            .Vector16(
                e => e.Extension(13, d => d.Vector16(s => s.UInt16s(0x0804, 0x0403))).Extension(47, d => d.Vector16(Names))
                    .Extension(48, d => d.Vector16(_ => { })))
                .ToArray()),
        new("CertificateRequest draft 18", HandshakeType.CertificateRequest, At(0x7f12),
            new TlsWriter().Vector8(_ => { }).Vector16(s => s.UInt16s(0x0804)).Vector16(Names).Vector16(_ => { }).ToArray()),
        new("CertificateVerify 1.1", HandshakeType.CertificateVerify, At(0x0302), new TlsWriter().Vector16(s => s.Fill(64)).ToArray()),
        new("CertificateVerify 1.3", HandshakeType.CertificateVerify, At(0x0304),
            new TlsWriter().UInt16(0x0804).Vector16(s => s.Fill(64)).ToArray()),
        new("ClientKeyExchange RSA", HandshakeType.ClientKeyExchange, At(0x0303, 0x009C),
            new TlsWriter().Vector16(k => k.Fill(60)).ToArray()),
        new("ClientKeyExchange DHE", HandshakeType.ClientKeyExchange, At(0x0303, 0x009E),
            new TlsWriter().Vector16(k => k.Fill(128)).ToArray(), 0),
        new("ClientKeyExchange ECDHE", HandshakeType.ClientKeyExchange, At(0x0303, 0xC02F),
            new TlsWriter().Vector8(k => k.Fill(65)).ToArray(), 0),
        new("ClientKeyExchange PSK", HandshakeType.ClientKeyExchange, At(0x0303, 0x00A8),
            new TlsWriter().Vector16(i => i.Fill(8)).ToArray()),
        new("ClientKeyExchange RSA_PSK", HandshakeType.ClientKeyExchange, At(0x0303, 0x00AC),
            new TlsWriter().Vector16(i => i.Fill(8)).Vector16(k => k.Fill(128)).ToArray()),
        new("ClientKeyExchange DHE_PSK", HandshakeType.ClientKeyExchange, At(0x0303, 0x00AA),
            new TlsWriter().Vector16(i => i.Fill(8)).Vector16(k => k.Fill(64)).ToArray()),
        new("ClientKeyExchange ECDHE_PSK", HandshakeType.ClientKeyExchange, At(0x0303, 0xCCAC),
            new TlsWriter().Vector16(i => i.Fill(8)).Vector8(k => k.Fill(32)).ToArray()),
        new("ClientKeyExchange SRP", HandshakeType.ClientKeyExchange, At(0x0301, 0xC01D),
            new TlsWriter().Vector16(a => a.Fill(64)).ToArray()),
        new("ServerKeyExchange ECCPWD", HandshakeType.ServerKeyExchange, At(0x0303, 0xC0B0),
            new TlsWriter().Vector8(s => s.Fill(16)).UInt8(3).UInt16(23).Vector8(p => p.Fill(65)).Vector8(s => s.Fill(32)).ToArray()),
        new("ServerKeyExchange ECCPWD of a finite field", HandshakeType.ServerKeyExchange, At(0x0303, 0xC0B0),
            new TlsWriter().Vector8(s => s.Fill(16)).UInt16(256).Vector16(p => p.Fill(256)).Vector16(s => s.Fill(255)).ToArray()),
        new("ServerKeyExchange ECJPAKE", HandshakeType.ServerKeyExchange, At(0x0303, 0xC0FF),
            new TlsWriter().UInt8(3).UInt16(23).Vector8(x => x.Fill(65)).Vector8(v => v.Fill(65)).Vector8(r => r.Fill(32)).ToArray()),
        new("ClientKeyExchange ECCPWD", HandshakeType.ClientKeyExchange, At(0x0303, 0xC0B0),
            new TlsWriter().Vector8(p => p.Fill(65)).Vector8(s => s.Fill(32)).ToArray()),
        new("ClientKeyExchange ECCPWD of a finite field", HandshakeType.ClientKeyExchange, At(0x0303, 0xC0B0),
            new TlsWriter().Vector16(p => p.Fill(256)).Vector16(s => s.Fill(255)).ToArray()),
        new("ClientKeyExchange ECJPAKE", HandshakeType.ClientKeyExchange, At(0x0303, 0xC0FF),
            new TlsWriter().Vector8(x => x.Fill(65)).Vector8(v => v.Fill(65)).Vector8(r => r.Fill(32)).ToArray()),
        new("ClientKeyExchange KRB5", HandshakeType.ClientKeyExchange, At(0x0301, 0x001F),
            new TlsWriter().Vector16(t => t.Fill(90)).Vector16(_ => { }).Vector16(k => k.Fill(56)).ToArray()),
        new("HelloVerifyRequest", HandshakeType.HelloVerifyRequest, default,
            new TlsWriter().UInt16(0xFEFF).Vector8(c => c.Fill(20)).ToArray()),
        new("RequestConnectionId", HandshakeType.RequestConnectionId, At(0x0304), [2]),
        new("NewConnectionId", HandshakeType.NewConnectionId, At(0x0304),
            new TlsWriter().Vector16(l => l.Vector8(c => c.Fill(8)).Vector8(_ => { })).UInt8(1).ToArray()),
        new("ClientCertificateRequest", HandshakeType.ClientCertificateRequest, At(0x0304), new TlsWriter().Vector8(c => c.Fill(2))
            .Vector16(e => e.Extension(13, d => d.Vector16(s => s.UInt16s(0x0804)))).ToArray()),
        new("CertificateURL", HandshakeType.CertificateUrl, At(0x0303),
            new TlsWriter().UInt8(1).Vector16(l => l
                .Vector16(u => u.Fill(30, 0x61)).UInt8(1).Fill(20).Vector16(u => u.Fill(9, 0x61)).UInt8(0)).ToArray()),
        new("SupplementalData", HandshakeType.SupplementalData, At(0x0303),
            new TlsWriter().Vector24(l => l
                .UInt16(0).Vector16(d => d.Vector16(m => m
                    .UInt8(64).Vector16(h => h.Vector16(n => n.Opaque("user@example"u8)).Vector16(n => n.Opaque("example"u8)))
                    .UInt8(65).Vector16(h => h.Fill(5))))
                .UInt16(16386).Vector16(d => d.Vector16(a => a.UInt8(0).Vector16(c => c.Fill(40)).UInt8(1).Vector16(x => x.Fill(9, 0x61))
                    .UInt8(2).Vector16(u => u.Fill(30, 0x61)).UInt8(4).Fill(32).UInt8(64).Vector16(k => k.Fill(9, 0x61)).UInt8(99).Fill(3)))
                .UInt16(7).Vector16(d => d.Fill(9))).ToArray()),
        new("EKTKey", HandshakeType.EktKey, At(0x0303),
            new TlsWriter().Vector16(k => k.Fill(16)).Vector16(s => s.Fill(14)).UInt16(7).UInt24(86400).ToArray()),
        new("NextProtocol", HandshakeType.NextProtocol, At(0x0303),
            new TlsWriter().Vector8(p => p.Fill(6, 0x68)).Vector8(p => p.Fill(24)).ToArray()),
        new("ChannelID", HandshakeType.ChannelId, At(0x0303), new TlsWriter().UInt16(30032).Vector16(d => d.Fill(128)).ToArray()),
        new("Finished SSL 3.0", HandshakeType.Finished, At(0x0300), new TlsWriter().Fill(36).ToArray()),
        new("Finished 1.2", HandshakeType.Finished, At(0x0303, 0x009C), new TlsWriter().Fill(12).ToArray()),
        new("Finished 1.3", HandshakeType.Finished, At(0x0304, 0x1302), new TlsWriter().Fill(48).ToArray()),
        new("CertificateStatus", HandshakeType.CertificateStatus, At(0x0303), new TlsWriter().UInt8(1).Vector24(r => r.Fill(30)).ToArray()),
        new("CertificateStatus multi", HandshakeType.CertificateStatus, At(0x0303),
            new TlsWriter().UInt8(2).Vector24(l => l.Vector24(r => r.Fill(30)).Vector24(_ => { })).ToArray()),
        new("KeyUpdate", HandshakeType.KeyUpdate, At(0x0304), [1]),
        new("HelloRequest", HandshakeType.HelloRequest, At(0x0303), []),
        new("ServerHelloDone", HandshakeType.ServerHelloDone, At(0x0303), []),
        new("EndOfEarlyData", HandshakeType.EndOfEarlyData, At(0x0304), []),
    ];

    public static SampleMessage Get(string name) => All.Single(sample => sample.Name == name);

    public static int ClientHelloFixedLength => ClientHelloStart().ToArray().Length;

    public static HandshakeContext At(int version, int suite = -1) =>
        new((ProtocolVersion)version, suite < 0 ? null : CipherSuite.Find((CipherSuiteId)suite)!);

    public static Action<TlsWriter> Alpn(params string[] names) => data => data.Vector16(list =>
    {
        foreach (string name in names) list.Vector8(n => n.Opaque([.. name.Select(c => (byte)c)]));
    });

    public static TlsWriter ClientHelloStart() => new TlsWriter().UInt16(0x0303).Opaque(Fill32).Vector8(s => s.Fill(32))
        .Vector16(s => s.UInt16s(0x2A2A, 0x1301, 0xC02F, 0x009C, 0x00FF)).Vector8(c => c.UInt8(0));

    public static int DatagramClientHelloFixedLength => DatagramClientHelloStart().ToArray().Length;

    private static TlsWriter DatagramClientHelloStart() => new TlsWriter().UInt16(0xFEFD).Opaque(Fill32).Vector8(s => s.Fill(32))
        .Vector8(c => c.Fill(20)).Vector16(s => s.UInt16s(0x1301, 0xC02F)).Vector8(c => c.UInt8(0));

    private static TlsWriter DatagramClientHello() => DatagramClientHelloStart().Vector16(e => e
        .Extension(43, d => d.Vector8(v => v.UInt16s(0xFEFC, 0xFEFD)))
        .Extension(14, d => d.Vector16(p => p.UInt16s(7, 1)).Vector8(_ => { }))
        .Extension(54, d => d.Vector8(c => c.Fill(8)))
        .Extension(61));

    private static TlsWriter ClientHello() => ClientHelloStart().Vector16(e => e
        .Extension(0x3A3A)
        .Extension(0, d => d.Vector16(l => l.UInt8(0).Vector16(n => n.Opaque("example.com"u8))))
        .Extension(16, Alpn("h2", "http/1.1"))
        .Extension(43, d => d.Vector8(v => v.UInt16s(0x4A4A, 0x0304, 0x0303)))
        .Extension(10, d => d.Vector16(g => g.UInt16s(0x5A5A, 4588, 29, 23)))
        .Extension(11, d => d.Vector8(f => f.UInt8(0)))
        .Extension(13, d => d.Vector16(s => s.UInt16s(0x0403, 0x0804, 0x0401)))
        .Extension(51, d => d.Vector16(l => l.UInt16(0x5A5A).Vector16(k => k.UInt8(0)).UInt16(29).Vector16(k => k.Fill(32))))
        .Extension(45, d => d.Vector8(m => m.UInt8(1)))
        .Extension(44, d => d.Vector16(c => c.Fill(5)))
        .Extension(35, d => d.Fill(16))
        .Extension(5, d => d.UInt8(1).Vector16(_ => { }).Vector16(_ => { }))
        .Extension(28, d => d.UInt16(16385))
        .Extension(1, d => d.UInt8(3))
        .Extension(0xFF01, d => d.Vector8(_ => { }))
        .Extension(22).Extension(23).Extension(4).Extension(42)
        .Extension(0x1234, d => d.Fill(7))
        .Extension(41,
            d => d.Vector16(i => i.Vector16(x => x.Fill(20)).UInt32(99).Vector16(x => x.Fill(10)).UInt32(1))
                .Vector16(b => b.Vector8(x => x.Fill(32)).Vector8(x => x.Fill(32)))));

    private static TlsWriter ServerHello12() =>
        new TlsWriter().UInt16(0x0303).Opaque(Fill32).Vector8(s => s.Fill(32)).UInt16(0xC02F).UInt8(1)
        .Vector16(
            e => e.Extension(0xFF01, d => d.Vector8(_ => { })).Extension(16, Alpn("http/1.1")).Extension(23).Extension(22).Extension(4)
                .Extension(35).Extension(0).Extension(1, d => d.UInt8(1)));

    private static TlsWriter ServerHello13(byte[] random) =>
        new TlsWriter().UInt16(0x0303).Opaque(random).Vector8(s => s.Fill(32)).UInt16(0x1301).UInt8(0)
        .Vector16(
            e => e.Extension(43, d => d.UInt16(0x0304)).Extension(51, d => d.UInt16(29).Vector16(k => k.Fill(32)))
                .Extension(41, d => d.UInt16(1)));

    private static TlsWriter HelloRetryRequest() =>
        new TlsWriter().UInt16(0x0303).Opaque(System.Security.Cryptography.SHA256.HashData("HelloRetryRequest"u8))
        .Vector8(s => s.Fill(32)).UInt16(0x1301).UInt8(0)
        .Vector16(
            e => e.Extension(43, d => d.UInt16(0x0304)).Extension(51, d => d.UInt16(23)).Extension(44, d => d.Vector16(c => c.Fill(9))));

    private static void Names(TlsWriter list) => list.Vector16(n => n.Fill(20)).Vector16(n => n.Fill(10));
}
