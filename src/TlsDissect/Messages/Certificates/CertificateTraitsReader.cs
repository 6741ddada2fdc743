using System.Collections.Immutable;
using System.Formats.Asn1;

namespace TlsDissect.Messages.Certificates;

/// <summary>Reads <see cref="CertificateTraits"/> in the order of the fields and stores each at once.</summary>
internal sealed class CertificateTraitsReader
{
    /// <summary>status_request in a list of TLS features (RFC 7633 §4.1).</summary>
    private const int StatusRequest = 5;

    private ReadOnlyMemory<byte> _issuerName;
    private ReadOnlyMemory<byte> _subjectName;
    private KeyUsages? _usage;
    private ImmutableArray<string>? _purposes;
    private bool _isAuthority;
    private bool _mustStaple;
    private byte[] _subjectKeyId = [];
    private byte[] _authorityKeyId = [];
    private string? _issuersIssuer;
    private ImmutableArray<SignedTimestamp> _timestamps = [];
    private string? _weakHash;

    /// <summary>The fields that were read.</summary>
    public CertificateTraits Traits(CertificateDetails details) => new()
    {
        Details = details,
        IssuerName = _issuerName,
        SubjectName = _subjectName,
        Key = PublicKeyStrength.Read(details.PublicKeyBytes),
        Usage = _usage,
        Purposes = _purposes,
        IsAuthority = _isAuthority,
        MustStaple = _mustStaple,
        SubjectKeyId = _subjectKeyId,
        AuthorityKeyId = _authorityKeyId,
        IssuersIssuer = _issuersIssuer,
        Timestamps = _timestamps,
        WeakHash = _weakHash,
    };

    /// <exception cref="AsnContentException">A field is invalid.</exception>
    public void Read(ReadOnlyMemory<byte> der)
    {
        AsnReader tbs = new AsnReader(der, AsnEncodingRules.BER).ReadSequence().ReadSequence();
        if (tbs.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0))) tbs.ReadEncodedValue(); // version
        tbs.ReadIntegerBytes(); // serialNumber
        _weakHash = SignatureHash.Weak(tbs.ReadSequence());
        _issuerName = tbs.ReadEncodedValue();
        tbs.ReadEncodedValue(); // validity
        _subjectName = tbs.ReadEncodedValue();
        tbs.ReadEncodedValue(); // subjectPublicKeyInfo
        Asn1Tag tag = new(TagClass.ContextSpecific, 3);
        while (tbs.HasData && !tbs.PeekTag().HasSameClassAndValue(tag)) tbs.ReadEncodedValue();
        if (!tbs.HasData) return;
        AsnReader extensions = tbs.ReadSequence(tag).ReadSequence();
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            string oid = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)) extension.ReadBoolean();
            ReadExtension(oid, new AsnReader(extension.ReadOctetString(), AsnEncodingRules.BER));
        }
    }

    private void ReadExtension(string oid, AsnReader value)
    {
        switch (oid)
        {
            case "2.5.29.14": _subjectKeyId = value.ReadOctetString(); break;
            case "2.5.29.15": _usage = value.ReadNamedBitListValue<KeyUsages>(); break;
            case "2.5.29.19":
                AsnReader constraints = value.ReadSequence();
                _isAuthority = constraints.HasData && constraints.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) &&
                    constraints.ReadBoolean();
                break;
            case "2.5.29.35": ReadAuthorityKeyIdentifier(value.ReadSequence()); break;
            case "2.5.29.37": _purposes = ReadPurposes(value.ReadSequence()); break;
            case "1.3.6.1.5.5.7.1.24": _mustStaple = HasStatusRequest(value.ReadSequence()); break;
            case "1.3.6.1.4.1.11129.2.4.2": _timestamps = SignedTimestamp.ReadList(value.ReadOctetString()); break;
        }
    }

    /// <summary>AuthorityKeyIdentifier (RFC 5280 §4.2.1.1).</summary>
    private void ReadAuthorityKeyIdentifier(AsnReader identifier)
    {
        while (identifier.HasData)
        {
            Asn1Tag tag = identifier.PeekTag();
            if (tag.TagClass == TagClass.ContextSpecific && tag.TagValue == 0) _authorityKeyId = identifier.ReadOctetString(tag);
            else if (tag.TagClass == TagClass.ContextSpecific && tag.TagValue == 1) ReadAuthorityCertIssuer(identifier.ReadSequence(tag));
            else identifier.ReadEncodedValue();
        }
    }

    private void ReadAuthorityCertIssuer(AsnReader names)
    {
        Asn1Tag directoryName = new(TagClass.ContextSpecific, 4);
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(directoryName))
                _issuersIssuer ??= DistinguishedName.Read(names.ReadSequence(directoryName));
            else names.ReadEncodedValue();
        }
    }

    private static ImmutableArray<string> ReadPurposes(AsnReader list)
    {
        List<string> purposes = [];
        while (list.HasData && purposes.Count < CertificateTraits.MaxListed) purposes.Add(list.ReadObjectIdentifier());
        return [.. purposes];
    }

    private static bool HasStatusRequest(AsnReader features)
    {
        while (features.HasData)
        {
            // Numbers of any size: reading one as an int would not go past a longer one.
            if (features.ReadIntegerBytes().Span is [StatusRequest]) return true;
        }

        return false;
    }
}
