using System.Text.Json;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Output.Json;

/// <summary>Writes certificates as JSON.</summary>
internal static class JsonCertificateWriter
{
    /// <summary>Writes a chain, the sender's own certificate first, as a property of the open object.</summary>
    public static void WriteChain(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<CertificateDetails> chain)
    {
        json.WriteStartArray(name);
        foreach (CertificateDetails certificate in chain)
        {
            json.WriteStartObject();
            Write(json, certificate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a certificate as properties of the open object.</summary>
    public static void Write(Utf8JsonWriter json, CertificateDetails certificate)
    {
        JsonText.WriteHex(json, "sha256"u8, certificate.Sha256.Span);
        json.WriteString("subject"u8, certificate.Subject);
        json.WriteString("issuer"u8, certificate.Issuer);
        json.WriteString("serial"u8, certificate.Serial);
        JsonText.WriteTime(json, "not_before"u8, certificate.NotBefore);
        JsonText.WriteTime(json, "not_after"u8, certificate.NotAfter);
        json.WriteStartArray("subject_alt_names"u8);
        foreach (string alternative in certificate.SubjectAltNames) json.WriteStringValue(alternative);
        json.WriteEndArray();
        json.WriteString("public_key"u8, certificate.PublicKey);
        json.WriteString("signature_algorithm"u8, certificate.SignatureAlgorithm);
        if (certificate.IsRawPublicKey) json.WriteBoolean("raw_public_key"u8, true);
        if (certificate.Malformed is not null) json.WriteString("malformed"u8, certificate.Malformed);
    }
}
