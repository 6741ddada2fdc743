using System.Formats.Asn1;

namespace TlsDissect.Messages.Certificates;

/// <summary>
/// Reads the fields of a certificate in their order and stores each at once, so that an invalid field does not lose those before it.
/// </summary>
internal sealed class CertificateFields
{
    private const string SubjectAltNameOid = "2.5.29.17";
    private const int TwoDigitYearMax = 2049; // RFC 5280 §4.1.2.5.1

    /// <summary>The field being read, for the error message.</summary>
    public string Reading { get; private set; } = "certificate";

    public string Serial { get; private set; } = "";
    public string SignatureAlgorithm { get; private set; } = "";
    public string Issuer { get; private set; } = "";
    public DateTimeOffset? NotBefore { get; private set; }
    public DateTimeOffset? NotAfter { get; private set; }
    public string Subject { get; private set; } = "";
    public byte[] SubjectPublicKeyInfo { get; private set; } = [];
    public string PublicKey { get; private set; } = "";
    public bool IsRawPublicKey { get; private set; }
    public List<string> SubjectAltNames { get; } = [];

    /// <exception cref="AsnContentException">The field <see cref="Reading"/> is invalid.</exception>
    public void Read(ReadOnlyMemory<byte> der)
    {
        // BER accepts the output of careless encoders; the values are the same.
        AsnReader outer = new(der, AsnEncodingRules.BER);
        if (IsSubjectPublicKeyInfo(outer.PeekContentBytes()))
        {
            IsRawPublicKey = true;
            Reading = "subjectPublicKeyInfo";
            SubjectPublicKeyInfo = outer.PeekEncodedValue().ToArray();
            PublicKey = PublicKeyName.Read(outer);
            Reading = "trailing bytes";
            outer.ThrowIfNotEmpty();
            return;
        }

        AsnReader certificate = outer.ReadSequence();
        ReadTbsCertificate(certificate.ReadSequence());
        Reading = "signatureAlgorithm";
        certificate.ReadSequence();
        Reading = "signatureValue";
        certificate.ReadEncodedValue();
        certificate.ThrowIfNotEmpty();
        Reading = "trailing bytes";
        outer.ThrowIfNotEmpty();
    }

    /// <summary>
    /// Whether the content is a SubjectPublicKeyInfo. It begins with an algorithm, and so an identifier; a certificate begins with the
    /// signed part, and so a number.
    /// </summary>
    private static bool IsSubjectPublicKeyInfo(ReadOnlyMemory<byte> content)
    {
        AsnReader inner = new(content, AsnEncodingRules.BER);
        return inner.PeekTag() == Asn1Tag.Sequence &&
            new AsnReader(inner.PeekContentBytes(), AsnEncodingRules.BER) is { HasData: true } first &&
            first.PeekTag() == Asn1Tag.ObjectIdentifier;
    }

    private void ReadTbsCertificate(AsnReader tbs)
    {
        Reading = "version";
        if (NextIs(tbs, 0)) tbs.ReadEncodedValue();
        Reading = "serialNumber";
        Serial = SerialText(tbs.ReadIntegerBytes().Span);
        Reading = "signature";
        SignatureAlgorithm = AlgorithmNames.Signature(tbs.ReadSequence().ReadObjectIdentifier());
        Reading = "issuer";
        Issuer = DistinguishedName.Read(tbs);
        Reading = "validity";
        AsnReader validity = tbs.ReadSequence();
        NotBefore = ReadTime(validity);
        NotAfter = ReadTime(validity);
        Reading = "subject";
        Subject = DistinguishedName.Read(tbs);
        Reading = "subjectPublicKeyInfo";
        SubjectPublicKeyInfo = tbs.PeekEncodedValue().ToArray();
        PublicKey = PublicKeyName.Read(tbs);
        ReadExtensions(tbs);
    }

    private void ReadExtensions(AsnReader tbs)
    {
        Reading = "extensions";
        while (tbs.HasData && !NextIs(tbs, 3)) tbs.ReadEncodedValue(); // issuerUniqueID, subjectUniqueID
        if (!tbs.HasData) return;
        AsnReader extensions = tbs.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 3)).ReadSequence();
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            string oid = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)) extension.ReadBoolean();
            byte[] value = extension.ReadOctetString();
            if (oid == SubjectAltNameOid) ReadSubjectAltNames(value);
        }
    }

    private void ReadSubjectAltNames(ReadOnlyMemory<byte> value)
    {
        Reading = "subjectAltName";
        AsnReader names = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        while (names.HasData)
        {
            if (GeneralName.Read(names) is string name) SubjectAltNames.Add(name);
        }

        Reading = "extensions";
    }

    private static bool NextIs(AsnReader reader, int contextTag) =>
        reader.HasData && reader.PeekTag() is { TagClass: TagClass.ContextSpecific } tag && tag.TagValue == contextTag;

    private static DateTimeOffset ReadTime(AsnReader reader) => reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
        ? reader.ReadUtcTime(TwoDigitYearMax)
        : reader.ReadGeneralizedTime();

    internal static string SerialText(ReadOnlySpan<byte> integer) =>
        Convert.ToHexStringLower(integer is [0, _, ..] ? integer[1..] : integer);
}
