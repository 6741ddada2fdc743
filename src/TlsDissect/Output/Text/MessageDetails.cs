using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>All fields of a message, by name. Text from the wire is escaped. Certificates are fields of the block.</summary>
internal static class MessageDetails
{
    /// <summary>The fields in the order of the wire, after the message's length.</summary>
    public static IEnumerable<(string Name, string Value)> Of(MessageEntry entry) =>
        Of(entry.Message).Prepend(("length", Plural.Of(entry.Length, "byte")));

    private static IEnumerable<(string Name, string Value)> Of(HandshakeMessage? message) => message switch
    {
        ClientHello hello => HelloDetails.Of(hello),
        ServerHello hello => HelloDetails.Of(hello),
        EncryptedExtensions extensions => OfExtensions(extensions),
        Certificate certificate => OfCertificate(certificate),
        CompressedCertificate compressed => OfCompressed(compressed),
        CertificateRequest request => OfRequest(request),
        CertificateStatus status =>
            [("OCSP responses", HelloDetails.List(status.Responses.Select(response => Plural.Of(response.Length, "byte"))))],
        ServerKeyExchange exchange => OfServerKeyExchange(exchange),
        ClientKeyExchange exchange => OfClientKeyExchange(exchange),
        CertificateVerify verify => OfSignature(verify.Signature),
        NewSessionTicket ticket => OfTicket(ticket),
        Finished finished => [("verify data", HelloDetails.Hex(finished.VerifyData))],
        _ => [],
    };

    private static IEnumerable<(string Name, string Value)> OfExtensions(EncryptedExtensions message)
    {
        yield return ("extensions", HelloDetails.Extensions(message.Extensions));
        foreach ((string Name, string Value) field in HelloDetails.Limits(message.MaxFragmentLength, message.RecordSizeLimit))
            yield return field;
    }

    private static IEnumerable<(string Name, string Value)> OfCertificate(Certificate message)
    {
        if (message.RequestContext.Length > 0) yield return ("request context", HelloDetails.Hex(message.RequestContext));
        foreach (CertificateEntry entry in message.Entries)
        {
            string extensions = entry.Extensions.Length > 0 ? $", extensions {HelloDetails.Extensions(entry.Extensions)}" : "";
            yield return ("certificate", $"{Plural.Of(entry.Der.Length, "byte")}{extensions}");
        }
    }

    private static IEnumerable<(string Name, string Value)> OfCompressed(CompressedCertificate message)
    {
        // RFC 8879 §7.3.
        string algorithm = message.Algorithm switch
        {
            1 => "zlib",
            2 => "brotli",
            3 => "zstd",
            _ => RegisteredNames.Unregistered(message.Algorithm)
        };
        yield return ("compression",
            $"{algorithm}, {Plural.Of(message.Compressed.Length, "byte")} of {Plural.Of(message.UncompressedLength, "byte")}");
        if (message.Certificate is null) yield break;
        foreach ((string Name, string Value) field in OfCertificate(message.Certificate)) yield return field;
    }

    private static IEnumerable<(string Name, string Value)> OfRequest(CertificateRequest message)
    {
        if (message.RequestContext.Length > 0) yield return ("request context", HelloDetails.Hex(message.RequestContext));
        if (message.CertificateTypes.Length > 0)
            yield return ("certificate types", HelloDetails.List(message.CertificateTypes.Select(type => type.RegisteredName())));
        if (message.SignatureAlgorithms.Length > 0)
            yield return ("signature algorithms", HelloDetails.List(message.SignatureAlgorithms.Select(scheme => scheme.RegisteredName())));
        foreach (string authority in AuthorityNames.Read(message.CertificateAuthorities))
            yield return ("authority", WireText.DistinguishedName(authority));
        if (message.Extensions.Length > 0) yield return ("extensions", HelloDetails.Extensions(message.Extensions));
    }

    private static IEnumerable<(string Name, string Value)> OfServerKeyExchange(ServerKeyExchange message)
    {
        if (message.PskIdentityHint is { Length: > 0 } hint) yield return ("identity hint", Name(hint));
        if (message.Group is NamedGroup group) yield return ("group", group.RegisteredName());
        if (message.Prime.Length > 0) yield return ("prime", HelloDetails.Hex(message.Prime));
        if (message.Generator.Length > 0) yield return ("generator", HelloDetails.Hex(message.Generator));
        if (message.Salt.Length > 0) yield return ("salt", HelloDetails.Hex(message.Salt));
        if (message.PublicKey.Length > 0) yield return ("public key", HelloDetails.Hex(message.PublicKey));
        if (message.RsaModulus.Length > 0) yield return ("RSA modulus", HelloDetails.Hex(message.RsaModulus));
        if (message.RsaExponent.Length > 0) yield return ("RSA exponent", HelloDetails.Hex(message.RsaExponent));
        if (message.Signature is null) yield break;
        foreach ((string Name, string Value) field in OfSignature(message.Signature)) yield return field;
    }

    private static IEnumerable<(string Name, string Value)> OfClientKeyExchange(ClientKeyExchange message)
    {
        if (message.PskIdentity is byte[] identity) yield return ("identity", Name(identity));
        if (message.EncryptedPremasterSecret.Length > 0)
            yield return ("encrypted premaster secret", HelloDetails.Hex(message.EncryptedPremasterSecret));
        if (message.PublicKey.Length > 0) yield return ("public key", HelloDetails.Hex(message.PublicKey));
    }

    private static IEnumerable<(string Name, string Value)> OfSignature(DigitalSignature signature)
    {
        if (signature.Scheme is SignatureScheme scheme) yield return ("signature scheme", scheme.RegisteredName());
        yield return ("signature", Plural.Of(signature.Value.Length, "byte"));
    }

    private static IEnumerable<(string Name, string Value)> OfTicket(NewSessionTicket message)
    {
        yield return ("lifetime", Plural.Of(message.Lifetime, "second"));
        if (message.Nonce.Length > 0) yield return ("nonce", HelloDetails.Hex(message.Nonce));
        if (message.Extensions.Length > 0) yield return ("extensions", HelloDetails.Extensions(message.Extensions));
    }

    private static string Name(byte[] identity) => WireText.Name(System.Text.Encoding.Latin1.GetString(identity));
}
