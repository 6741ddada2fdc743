using System.Collections.Immutable;
using TlsDissect.Messages.Certificates;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The certificate chain of one side (RFC 5246 §7.4.2, RFC 8446 §4.4.2).</summary>
internal sealed record Certificate() : HandshakeMessage(HandshakeType.Certificate)
{
    /// <summary>The DER tag of a SEQUENCE.</summary>
    private const byte SequenceTag = 0x30;

    /// <summary>
    /// Maximum number of certificates to read from a list. Real chains are shorter, and a compressed list costs its sender nothing.
    /// </summary>
    private const int MaxEntries = 32;

    /// <summary>certificate_request_context, which links it to a CertificateRequest; empty before TLS 1.3.</summary>
    public byte[] RequestContext { get; init; } = [];

    /// <summary>
    /// The certificates, the sender's own first; empty if a client has none. At most 32. An empty certificate ends the list.
    /// </summary>
    public required CertificateEntry[] Entries { get; init; }

    /// <inheritdoc/>
    public override string? Malformed => WrongList;

    private string? WrongList { get; init; }

    internal static Certificate Read(ref TlsReader reader, in HandshakeContext context) => context.Version.IsTls13()
        ? ReadTls13(ref reader, context.Certificates)
        : ReadTls12(ref reader, context.Certificates);

    private static Certificate ReadTls13(ref TlsReader reader, CertificateCache? known) => new()
    {
        RequestContext = reader.ReadOpaque8("certificate_request_context"),
        Entries = ReadEntries(ref reader, known, withExtensions: true, out string? malformed),
        WrongList = malformed,
    };

    private static Certificate ReadTls12(ref TlsReader reader, CertificateCache? known) =>
        new() { Entries = ReadEntries(ref reader, known, withExtensions: false, out string? malformed), WrongList = malformed };

    /// <summary>Reads the list up to its first error.</summary>
    private static CertificateEntry[] ReadEntries(ref TlsReader reader, CertificateCache? known, bool withExtensions, out string? malformed)
    {
        malformed = null;
        List<CertificateEntry> entries = [];
        TlsReader list = reader.ReadVector24("certificate_list");
        // Before TLS 1.3, a raw public key is here without a list (RFC 7250 §3). As the length of a list's first certificate, its first
        // byte would mean three MiB.
        if (!withExtensions && list.Unread is [SequenceTag, ..]) return [ReadEntry(list.ReadToEnd(), known, [])];
        while (list.HasItem("CertificateEntry"))
        {
            ReadOnlySpan<byte> der = list.ReadVector24("certificate").ReadToEnd();
            if (list.Failed) break;
            // opaque<1..2^24-1> in every version.
            if (der.IsEmpty) malformed = "certificate_list: an empty certificate";
            else if (entries.Count == MaxEntries) malformed = $"certificate_list: more than {MaxEntries} certificates";
            if (malformed is not null) break;
            entries.Add(ReadEntry(der, known, withExtensions ? new OpaqueExtensions(ExtensionPlace.Certificate).Read(ref list) : []));
        }

        return [.. entries];
    }

    private static CertificateEntry ReadEntry(ReadOnlySpan<byte> der, CertificateCache? known, ImmutableArray<Extension> extensions)
    {
        CertificateDetails? details = known?.Get(der);
        return new CertificateEntry(details?.Der ?? der.ToArray(), extensions) { Details = details };
    }
}

/// <summary>One certificate of a Certificate message.</summary>
/// <param name="Der">As sent; <see cref="CertificateParser"/> reads it.</param>
/// <param name="Extensions">Extensions of the certificate, such as an OCSP response; empty before TLS 1.3.</param>
internal sealed record CertificateEntry(ReadOnlyMemory<byte> Der, ImmutableArray<Extension> Extensions)
{
    /// <summary>The parsed certificate, if it was known before or was parsed with the message.</summary>
    internal CertificateDetails? Details { get; init; }
}
