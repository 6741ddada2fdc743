using System.Collections.Immutable;
using System.Formats.Asn1;

namespace TlsDissect.Messages.Certificates;

/// <summary>Reads an <see cref="OcspResponse"/> in the order of its fields and stores each at once.</summary>
internal sealed class OcspResponseReader
{
    private const string Basic = "1.3.6.1.5.5.7.48.1.1";
    private const string Timestamps = "1.3.6.1.4.1.11129.2.4.5"; // RFC 6962 §3.3

    private readonly List<OcspStatus> _statuses = [];
    private readonly List<ReadOnlyMemory<byte>> _certificates = [];
    private int _status;
    private string? _responderName;
    private byte[] _responderKey = [];
    private DateTimeOffset? _producedAt;
    private SignedStructure? _signed;

    /// <summary>The field being read, for the error message.</summary>
    public string Reading { get; private set; } = "responseStatus";

    /// <summary>The fields that were read.</summary>
    public OcspResponse Response(string? malformed) => new()
    {
        Status = _status,
        ResponderName = _responderName,
        ResponderKey = _responderKey,
        ProducedAt = _producedAt,
        Statuses = [.. _statuses],
        Signed = _signed,
        Certificates = [.. _certificates],
        Malformed = malformed,
    };

    /// <exception cref="AsnContentException">The field <see cref="Reading"/> is invalid.</exception>
    public void Read(ReadOnlyMemory<byte> der)
    {
        AsnReader response = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        ReadOnlySpan<byte> status = response.ReadEnumeratedBytes().Span;
        _status = status.Length == 1 ? status[0] : byte.MaxValue;
        Reading = "responseBytes";
        if (!response.HasData) return; // Only a successful one has more.
        AsnReader bytes = response.ReadSequence(Context(0)).ReadSequence();
        Reading = "responseType";
        if (bytes.ReadObjectIdentifier() != Basic) throw new AsnContentException();
        Reading = "response";
        ReadBasic(bytes.ReadOctetString());
    }

    private void ReadBasic(ReadOnlyMemory<byte> der)
    {
        AsnReader basic = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        SignedStructure signed = new(basic.PeekEncodedValue());
        ReadData(basic.ReadSequence());
        Reading = "signatureAlgorithm";
        signed.ReadSignature(basic);
        _signed = signed;
        Reading = "certs";
        if (!basic.HasData) return;
        AsnReader certificates = basic.ReadSequence(Context(0)).ReadSequence();
        while (certificates.HasData && _certificates.Count < OcspResponse.MaxListed) _certificates.Add(certificates.ReadEncodedValue());
    }

    private void ReadData(AsnReader data)
    {
        Reading = "version";
        if (IsNext(data, 0)) data.ReadEncodedValue();
        Reading = "responderID";
        if (IsNext(data, 1)) _responderName = DistinguishedName.Read(data.ReadSequence(Context(1)));
        else _responderKey = data.ReadSequence(Context(2)).ReadOctetString();
        Reading = "producedAt";
        _producedAt = data.ReadGeneralizedTime();
        Reading = "responses";
        AsnReader responses = data.ReadSequence();
        while (responses.HasData && _statuses.Count < OcspResponse.MaxListed) _statuses.Add(ReadStatus(responses.ReadSequence()));
    }

    private OcspStatus ReadStatus(AsnReader single)
    {
        Reading = "certID";
        AsnReader id = single.ReadSequence();
        string hash = id.ReadSequence().ReadObjectIdentifier();
        byte[] name = id.ReadOctetString(), key = id.ReadOctetString();
        string serial = CertificateFields.SerialText(id.ReadIntegerBytes().Span);
        Reading = "certStatus";
        (RevocationStatus status, DateTimeOffset? revokedAt, int? reason) = ReadCertStatus(single);
        Reading = "thisUpdate";
        DateTimeOffset thisUpdate = single.ReadGeneralizedTime();
        Reading = "nextUpdate";
        DateTimeOffset? nextUpdate = IsNext(single, 0) ? single.ReadSequence(Context(0)).ReadGeneralizedTime() : null;
        Reading = "singleExtensions";
        return new OcspStatus
        {
            HashAlgorithm = hash,
            IssuerNameHash = name,
            IssuerKeyHash = key,
            Serial = serial,
            Status = status,
            RevokedAt = revokedAt,
            Reason = reason,
            ThisUpdate = thisUpdate,
            NextUpdate = nextUpdate,
            Timestamps = IsNext(single, 1) ? ReadTimestamps(single.ReadSequence(Context(1)).ReadSequence()) : [],
        };
    }

    private static (RevocationStatus Status, DateTimeOffset? RevokedAt, int? Reason) ReadCertStatus(AsnReader single)
    {
        if (!IsNext(single, 1))
        {
            bool good = IsNext(single, 0);
            single.ReadEncodedValue();
            return (good ? RevocationStatus.Good : RevocationStatus.Unknown, null, null);
        }

        AsnReader revoked = single.ReadSequence(Context(1));
        DateTimeOffset time = revoked.ReadGeneralizedTime();
        ReadOnlySpan<byte> reason = revoked.HasData ? revoked.ReadSequence(Context(0)).ReadEnumeratedBytes().Span : [];
        return (RevocationStatus.Revoked, time, reason.Length == 1 ? reason[0] : null);
    }

    private static ImmutableArray<SignedTimestamp> ReadTimestamps(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            if (extension.ReadObjectIdentifier() != Timestamps) continue;
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)) extension.ReadBoolean();
            return SignedTimestamp.ReadList(new AsnReader(extension.ReadOctetString(), AsnEncodingRules.BER).ReadOctetString(), "ocsp");
        }

        return [];
    }

    private static bool IsNext(AsnReader reader, int tag) => reader.HasData && reader.PeekTag().HasSameClassAndValue(Context(tag));

    private static Asn1Tag Context(int tag) => new(TagClass.ContextSpecific, tag);
}
