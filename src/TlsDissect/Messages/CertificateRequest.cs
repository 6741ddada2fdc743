using System.Collections.Immutable;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The server's request for the client's certificate (RFC 5246 §7.4.4, RFC 8446 §4.3.2).</summary>
internal sealed record CertificateRequest(HandshakeType Type = HandshakeType.CertificateRequest) : HandshakeMessage(Type)
{
    /// <summary>certificate_request_context; empty before TLS 1.3.</summary>
    public byte[] RequestContext { get; init; } = [];

    /// <summary>certificate_types; empty since TLS 1.3.</summary>
    public ClientCertificateType[] CertificateTypes { get; init; } = [];

    /// <summary>The accepted signature schemes; empty before TLS 1.2.</summary>
    public ImmutableArray<SignatureScheme> SignatureAlgorithms { get; init; } = [];

    /// <summary>Distinguished names of the accepted authorities, in DER; empty if any is accepted.</summary>
    public byte[][] CertificateAuthorities { get; init; } = [];

    /// <summary>All extensions in order; none before TLS 1.3.</summary>
    public ImmutableArray<Extension> Extensions { get; init; } = [];

    /// <inheritdoc/>
    public override string? Malformed => ExtensionBlock.FirstMalformed(Extensions);

    internal static CertificateRequest Read(ref TlsReader reader, ProtocolVersion version)
    {
        if (version.DraftNumber() <= 18) return ReadDraft(ref reader);
        return version.IsTls13() ? ReadTls13(ref reader) : ReadTls12(ref reader, version);
    }

    private static CertificateRequest ReadTls12(ref TlsReader reader, ProtocolVersion version) => new()
    {
        CertificateTypes = [.. reader.ReadUInt8List("certificate_types").Select(type => (ClientCertificateType)type)],
        // New in TLS 1.2.
        SignatureAlgorithms = DigitalSignature.HasScheme(version) ? SignatureAlgorithmsExtension.Read(ref reader) : [],
        CertificateAuthorities = CertificateAuthoritiesExtension.Read(ref reader),
    };

    /// <summary>Reads the form of TLS 1.3. The ClientCertificateRequest of an exported authenticator has it too (RFC 9261 §4).</summary>
    internal static CertificateRequest ReadTls13(ref TlsReader reader, HandshakeType type = HandshakeType.CertificateRequest)
    {
        CertificateRequestExtensions parsed = new();
        return new CertificateRequest(type)
        {
            RequestContext = reader.ReadOpaque8("certificate_request_context"),
            Extensions = parsed.Read(ref reader),
            SignatureAlgorithms = parsed.SignatureAlgorithms,
            CertificateAuthorities = parsed.CertificateAuthorities,
        };
    }

    /// <summary>Reads the form up to draft 18, in which the lists were fields and the extensions those of a certificate.</summary>
    private static CertificateRequest ReadDraft(ref TlsReader reader)
    {
        CertificateRequest request = new()
        {
            RequestContext = reader.ReadOpaque8("certificate_request_context"),
            SignatureAlgorithms = SignatureAlgorithmsExtension.Read(ref reader),
            CertificateAuthorities = CertificateAuthoritiesExtension.Read(ref reader),
        };
        TlsReader extensions = reader.ReadVector16("certificate_extensions");
        while (extensions.IsRecorded && extensions.HasItem("CertificateExtension"))
        {
            extensions.ReadVector8("certificate_extension_oid");
            extensions.ReadVector16("certificate_extension_values");
        }

        return request;
    }
}
