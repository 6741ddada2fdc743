using System.Collections.Immutable;
using System.Globalization;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Statistics;

/// <summary>Counts the servers' own certificates, each once.</summary>
/// <param name="sections">Receive what is counted of them.</param>
/// <param name="maxBytes">Limit, in bytes, on the certificates that are remembered. Above it, others are not counted.</param>
internal sealed class CertificateCounter(IReadOnlyDictionary<SectionKind, SectionCounter> sections, long maxBytes)
{
    /// <summary>An element of the set and of the list, with their shares of the free ones.</summary>
    private const int BytesPerCertificate = 80;

    private const int Microseconds = 1_000_000;

    private static readonly ConnectionField Start = ConnectionFields.Get("start");
    private static readonly ConnectionField Hash = Of("sha256"), Issuer = Of("issuer"), NotAfter = Of("not_after");
    private static readonly ConnectionField PublicKey = Of("public_key"), IsRawKey = Of("raw_public_key");

    private readonly HashSet<UInt128> _seen = [];
    private readonly List<long> _expiries = [];

    /// <summary>The fields that are read.</summary>
    public static ImmutableArray<ConnectionField> Fields { get; } = [Start, Hash, Issuer, NotAfter, PublicKey, IsRawKey];

    /// <summary>Number of certificates.</summary>
    public long Certificates => _seen.Count;

    /// <summary>When they expire, in microseconds since 1970. Those with a date that could not be read are not among them.</summary>
    public IReadOnlyList<long> Expiries => _expiries;

    /// <summary>Number of connections whose certificate is not counted.</summary>
    public long Uncounted { get; private set; }

    /// <summary>Counts a server's certificate, unless it was seen before. A raw public key is not a certificate.</summary>
    public void Add(FieldRow row)
    {
        if (row.First(Hash) is not FieldValue hash || row.First(IsRawKey) is not null) return;
        UInt128 key = UInt128.Parse(hash.Text.AsSpan(0, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (_seen.Contains(key)) return;
        if ((_seen.Count + 1L) * BytesPerCertificate > maxBytes)
        {
            Uncounted++;
            return;
        }

        _seen.Add(key);
        if (row.First(Issuer) is { Text.Length: > 0 } issuer) sections[SectionKind.Issuers].Add(issuer.Text);
        if (row.First(PublicKey) is { Text.Length: > 0 } publicKey) sections[SectionKind.PublicKeys].Add(publicKey.Text);
        // Where a date of the chain could not be read, it is not known whose it is.
        if (row[NotAfter].Length == row[Hash].Length) AddExpiry(row[NotAfter][0], row.First(Start));
    }

    private void AddExpiry(in FieldValue expiry, FieldValue? now)
    {
        _expiries.Add((long)(expiry.Number * Microseconds));
        bool isExpired = now is FieldValue start && expiry.CompareTo(start) < 0;
        sections[SectionKind.Expiry].Add(isExpired ? SectionKind.Expired : expiry.Text[.."yyyy-MM".Length]);
    }

    private static ConnectionField Of(string name) => ConnectionFields.Get($"certificates.server.{name}");
}
