using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>A key for a short time, which the certificate's key signed and which signs CertificateVerify in its place (RFC 9345 §4); an extension of the certificate's entry.</summary>
internal sealed record DelegatedCredential
{
    /// <summary>Seconds after the certificate's notBefore until which it is good.</summary>
    public required uint ValidTime { get; init; }

    /// <summary>What CertificateVerify has to be signed with.</summary>
    public required SignatureScheme CertificateVerifyScheme { get; init; }

    /// <summary>Its key, DER.</summary>
    public required byte[] SubjectPublicKeyInfo { get; init; }

    /// <summary>By the certificate's key.</summary>
    public required DigitalSignature Signature { get; init; }

    /// <summary>What the signature covers of it: the credential and the signature's algorithm, as sent.</summary>
    public required ReadOnlyMemory<byte> Signed { get; init; }

    /// <summary>That of a certificate; <c>null</c> where there is none, or none that can be read.</summary>
    internal static DelegatedCredential? Find(CertificateEntry entry)
    {
        foreach (Extension extension in entry.Extensions)
        {
            if (extension.Type == ExtensionType.DelegatedCredential) return TryRead(extension.Data);
        }

        return null;
    }

    private static DelegatedCredential? TryRead(ReadOnlyMemory<byte> data)
    {
        DecodeError error = default;
        TlsReader reader = new(data.Span, ref error);
        DelegatedCredential credential = new()
        {
            ValidTime = reader.ReadUInt32("valid_time"),
            CertificateVerifyScheme = (SignatureScheme)reader.ReadUInt16("dc_cert_verify_algorithm"),
            SubjectPublicKeyInfo = reader.ReadOpaque24("ASN1_subjectPublicKeyInfo"),
            Signed = data[..Math.Min(data.Length, reader.Offset + sizeof(ushort))],
            Signature = DigitalSignature.Read(ref reader, ProtocolVersion.Tls13),
        };
        reader.ExpectEnd();
        return reader.Failed ? null : credential;
    }
}
