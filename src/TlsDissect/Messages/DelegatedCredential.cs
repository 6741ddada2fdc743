using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// A short-lived key that the certificate's key has signed and that signs CertificateVerify in its place (RFC 9345 §4). It is an extension
/// of the certificate's entry.
/// </summary>
internal sealed record DelegatedCredential
{
    /// <summary>Number of seconds after the certificate's notBefore during which it is valid.</summary>
    public required uint ValidTime { get; init; }

    /// <summary>The scheme with which CertificateVerify must be signed.</summary>
    public required SignatureScheme CertificateVerifyScheme { get; init; }

    /// <summary>Its public key in DER.</summary>
    public required byte[] SubjectPublicKeyInfo { get; init; }

    /// <summary>The signature by the certificate's key.</summary>
    public required DigitalSignature Signature { get; init; }

    /// <summary>The signed part of it: the credential and the signature's algorithm, as sent.</summary>
    public required ReadOnlyMemory<byte> Signed { get; init; }

    /// <summary>Finds the delegated credential of a certificate; <c>null</c> if there is none, or it cannot be read.</summary>
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
