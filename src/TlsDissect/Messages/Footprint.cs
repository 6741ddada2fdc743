using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TlsDissect.Messages.Certificates;
using TlsDissect.Messages.Extensions;

namespace TlsDissect.Messages;

/// <summary>Computes the memory of parsed messages in bytes, for .NET's layout on 64 bits. The memory budget counts it.</summary>
internal static class Footprint
{
    /// <summary>Size of an object's header and the reference to its type.</summary>
    private const int Header = 16;

    private const int Reference = 8;
    private const int ExtensionSize = 32;

    /// <summary>Size of a message with few fields.</summary>
    private const int SmallMessage = Header + 10 * Reference;

    private const int LargeMessage = Header + 30 * Reference;

    /// <summary>Size of a message with everything that it alone refers to. Parsed certificates are shared and not counted.</summary>
    public static int Of(HandshakeMessage? message) => message switch
    {
        null => 0,
        ClientHello hello => LargeMessage + Of(hello.Random) + Of(hello.SessionId) + Of(hello.CipherSuites) + Of(hello.CompressionMethods) +
            Of(hello.Extensions) +
            Of(hello.ServerName) + Of(hello.Alpn) + Of(hello.SupportedVersions) + Of(hello.SupportedGroups) + Of(hello.EcPointFormats) +
            Of(hello.SignatureAlgorithms) +
            Of(hello.PskKeyExchangeModes) + Slices(hello.KeyShares) + Slices(hello.PreSharedKeyIdentities) + Of(hello.Cookie) +
            Of(hello.LegacyCookie) + Of(hello.ConnectionId) +
            Of(hello.RenegotiatedConnection) + Of(hello.Ssl2CipherSpecs) + Of(hello.CertificateCompression) +
            (hello.EncryptedClientHello is null ? 0 : SmallMessage),
        ServerHello hello => LargeMessage + Of(hello.Random) + Of(hello.SessionId) + Of(hello.Extensions) + Of(hello.Alpn) +
            Of(hello.RenegotiatedConnection) + Of(hello.ConnectionId),
        HelloVerifyRequest request => SmallMessage + Of(request.Cookie),
        NewConnectionId ids => SmallMessage + Slices(ids.ConnectionIds),
        EncryptedExtensions extensions => SmallMessage + Of(extensions.Extensions) + Of(extensions.Alpn),
        Certificate certificate => SmallMessage + Of(certificate.RequestContext) + Of(certificate.Entries),
        CompressedCertificate compressed => SmallMessage + Of(compressed.Compressed) + Of(compressed.Certificate),
        CertificateRequest request =>
            SmallMessage + Of(request.RequestContext) + Array(request.CertificateTypes.Length) + Of(request.SignatureAlgorithms) +
            Of(request.CertificateAuthorities) + Of(request.Extensions),
        CertificateStatus status => SmallMessage + Of(status.Responses),
        ServerKeyExchange exchange =>
            LargeMessage + Of(exchange.PskIdentityHint) + Of(exchange.Prime) + Of(exchange.Generator) + Of(exchange.Salt) +
                Of(exchange.PublicKey) +
            Of(exchange.RsaModulus) + Of(exchange.RsaExponent) + Of(exchange.Parameters) + Of(exchange.Signature?.Value),
        ClientKeyExchange exchange =>
            SmallMessage + Of(exchange.EncryptedPremasterSecret) + Of(exchange.PublicKey) + Of(exchange.PskIdentity) + Of(exchange.Opaque),
        CertificateVerify verify => SmallMessage + Of(verify.Signature.Value),
        NewSessionTicket ticket => SmallMessage + Of(ticket.Nonce) + Of(ticket.Ticket) + Of(ticket.Extensions),
        Finished finished => SmallMessage + Of(finished.VerifyData),
        _ => SmallMessage,
    };

    /// <summary>Size of a parsed certificate.</summary>
    public static int Of(CertificateDetails details) =>
        LargeMessage + Of(details.Der) + Of(details.Sha256) + Of(details.Subject) + Of(details.Issuer) + Of(details.Serial) +
        Of(details.SubjectAltNames) + Of(details.PublicKey) + Of(details.SignatureAlgorithm) + Of(details.PublicKeyBytes) +
        Of(details.Malformed);

    /// <summary>Size of text; 0 if it is empty or <c>null</c>.</summary>
    public static int Of(string? text) => text is { Length: > 0 } ? Rounded(22 + 2 * text.Length) : 0;

    /// <summary>Size of an array; 0 if it is empty or <c>null</c>.</summary>
    public static int Of(byte[]? bytes) => bytes is { Length: > 0 } ? Array(bytes.Length) : 0;

    private static int Of(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? 0 : Array(bytes.Length);

    private static int Of(ReadOnlyMemory<byte>? bytes) => Of(bytes.GetValueOrDefault());

    private static int Of<T>(ImmutableArray<T> numbers)
        where T : unmanaged => numbers.IsEmpty ? 0 : Array(Unsafe.SizeOf<T>() * numbers.Length);

    /// <summary>Size of a list of parts of the extensions, which are counted themselves with the extensions.</summary>
    private static int Slices<T>(ImmutableArray<T> parts) => parts.IsEmpty ? 0 : Array(Unsafe.SizeOf<T>() * parts.Length);

    /// <summary>Size of texts.</summary>
    public static int Of(ImmutableArray<string> texts)
    {
        int sum = texts.IsEmpty ? 0 : Array(Reference * texts.Length);
        foreach (string text in texts) sum += Of(text);
        return sum;
    }

    private static int Of(byte[][] fields)
    {
        int sum = fields.Length == 0 ? 0 : Array(Reference * fields.Length);
        foreach (byte[] field in fields) sum += Of(field);
        return sum;
    }

    /// <summary>Size of extensions. Their data is one copy of the whole list.</summary>
    private static int Of(ImmutableArray<Extension> extensions)
    {
        if (extensions.Length == 0) return 0;
        int block = 0, sum = Array(ExtensionSize * extensions.Length);
        foreach (Extension extension in extensions)
        {
            block += 4 + extension.Data.Length;
            sum += Of(extension.Malformed);
        }

        return sum + Array(block);
    }

    private static int Of(CertificateEntry[] entries)
    {
        int sum = entries.Length == 0 ? 0 : Array(Reference * entries.Length);
        foreach (CertificateEntry entry in entries)
            sum += Header + 4 * Reference + Of(entry.Extensions) + (entry.Details is null ? Of(entry.Der) : 0);
        return sum;
    }

    private static int Array(int bytes) => Rounded(Header + Reference + bytes);

    private static int Rounded(int bytes) => (bytes + Reference - 1) & -Reference;
}
