using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>The extensions of a TLS 1.3 CertificateRequest that are parsed.</summary>
internal sealed class CertificateRequestExtensions : ExtensionBlock
{
    public ImmutableArray<SignatureScheme> SignatureAlgorithms { get; private set; } = [];
    public byte[][] CertificateAuthorities { get; private set; } = [];

    protected override ExtensionPlace Place => ExtensionPlace.CertificateRequest;

    protected override bool TryRead(ExtensionType type, ref TlsReader data, ReadOnlyMemory<byte> bytes)
    {
        switch (type)
        {
            case ExtensionType.SignatureAlgorithms: SignatureAlgorithms = SignatureAlgorithmsExtension.Read(ref data); break;
            case ExtensionType.CertificateAuthorities: CertificateAuthorities = CertificateAuthoritiesExtension.Read(ref data); break;
            default: return false;
        }

        return true;
    }
}
