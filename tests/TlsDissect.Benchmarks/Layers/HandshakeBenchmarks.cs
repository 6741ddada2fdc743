using BenchmarkDotNet.Attributes;
using TlsDissect.Benchmarks.Workloads;
using TlsDissect.Messages;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Layers;

/// <summary>A browser's ClientHello parsed and fingerprinted; a chain of two certificates, new and met before.</summary>
[MemoryDiagnoser]
public class HandshakeBenchmarks
{
    private readonly byte[] _hello = Hellos.Browser("www.example.com", new byte[32], new byte[32], new byte[32])[4..];
    private readonly CertificateCache _known = new(100);
    private byte[] _certificates = [];

    [GlobalSetup]
    public void Setup() => _certificates = Hellos.Certificate(ServerIdentity.OfPublicWeb(1)[0].Chain, tls13: false)[4..];

    [Benchmark]
    public object Client_hello() => Parse(HandshakeType.ClientHello, _hello, null);

    [Benchmark]
    public (string, string) Client_hello_with_fingerprints()
    {
        ClientHello hello = (ClientHello)Parse(HandshakeType.ClientHello, _hello, null);
        return (Ja3.Of(hello), Ja4.Of(hello));
    }

    [Benchmark]
    public object Certificates_new() => Parse(HandshakeType.Certificate, _certificates, new CertificateCache(100));

    [Benchmark]
    public object Certificates_met_before() => Parse(HandshakeType.Certificate, _certificates, _known);

    private static HandshakeMessage Parse(HandshakeType type, byte[] body, CertificateCache? known) =>
        HandshakeParser.Parse(type, body, new HandshakeContext(ProtocolVersion.Tls12, null, known), out DecodeError error) ??
            throw new InvalidOperationException(error.ToString());
}
