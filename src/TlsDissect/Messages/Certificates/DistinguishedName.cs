using System.Formats.Asn1;
using System.Text;

namespace TlsDissect.Messages.Certificates;

/// <summary>Formats names as RFC 4514 text: <c>CN=example.com,O=Example\, Inc.,C=US</c>, the most specific part first.</summary>
internal static class DistinguishedName
{
    /// <exception cref="AsnContentException">The name is invalid.</exception>
    public static string Read(AsnReader reader)
    {
        AsnReader sequence = reader.ReadSequence();
        List<string> parts = [];
        while (sequence.HasData) parts.Add(ReadRelative(sequence.ReadSetOf(skipSortOrderValidation: true)));
        parts.Reverse(); // RFC 4514 §2.1
        return string.Join(',', parts);
    }

    private static string ReadRelative(AsnReader set)
    {
        StringBuilder text = new();
        while (set.HasData)
        {
            AsnReader attribute = set.ReadSequence();
            string oid = attribute.ReadObjectIdentifier();
            if (text.Length > 0) text.Append('+');
            AppendAttribute(text, oid, attribute);
        }

        return text.ToString();
    }

    private static void AppendAttribute(StringBuilder text, string oid, AsnReader attribute)
    {
        string? keyword = Keyword(oid);
        Asn1Tag tag = attribute.PeekTag();
        ReadOnlySpan<byte> content = attribute.PeekContentBytes().Span;
        ReadOnlySpan<byte> encoded = attribute.ReadEncodedValue().Span;
        text.Append(keyword ?? oid).Append('=');
        // RFC 4514 §2.4 writes the value of an attribute without a keyword as hex. Text is shown as text, because people cannot read
        // #13025553.
        if (Text(tag, content) is string value) AppendEscaped(text, value);
        else text.Append('#').Append(Convert.ToHexStringLower(encoded));
    }

    /// <summary>
    /// Keyword of an attribute: RFC 4514 §3, others registered for LDAP, and OpenSSL's short names for EV certificates (EV Guidelines
    /// §7.1.4.2).
    /// </summary>
    private static string? Keyword(string oid) => oid switch
    {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "STREET",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.13" => "description",
        "2.5.4.15" => "businessCategory",
        "2.5.4.16" => "postalAddress",
        "2.5.4.17" => "postalCode",
        "2.5.4.18" => "postOfficeBox",
        "2.5.4.20" => "telephoneNumber",
        "2.5.4.41" => "name",
        "2.5.4.42" => "givenName",
        "2.5.4.43" => "initials",
        "2.5.4.44" => "generationQualifier",
        "2.5.4.45" => "x500UniqueIdentifier",
        "2.5.4.46" => "dnQualifier",
        "2.5.4.65" => "pseudonym",
        "2.5.4.97" => "organizationIdentifier",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        "1.2.840.113549.1.9.2" => "unstructuredName",
        "1.2.840.113549.1.9.8" => "unstructuredAddress",
        "1.3.6.1.4.1.311.60.2.1.1" => "jurisdictionL",
        "1.3.6.1.4.1.311.60.2.1.2" => "jurisdictionST",
        "1.3.6.1.4.1.311.60.2.1.3" => "jurisdictionC",
        _ => null,
    };

    /// <summary>Decodes text without AsnReader's checks, because real PrintableStrings contain characters that are not allowed.</summary>
    private static string? Text(Asn1Tag tag, ReadOnlySpan<byte> content)
    {
        if (tag.TagClass != TagClass.Universal || tag.IsConstructed) return null;
        return (UniversalTagNumber)tag.TagValue switch
        {
            UniversalTagNumber.UTF8String => Encoding.UTF8.GetString(content),
            UniversalTagNumber.BMPString => Encoding.BigEndianUnicode.GetString(content),
            UniversalTagNumber.UniversalString => BigEndianUtf32.GetString(content),
            UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String or UniversalTagNumber.TeletexString or
            UniversalTagNumber.NumericString or UniversalTagNumber.VisibleString => Encoding.Latin1.GetString(content),
            _ => null,
        };
    }

    private static readonly UTF32Encoding BigEndianUtf32 = new(bigEndian: true, byteOrderMark: false);

    /// <summary>
    /// Appends a value escaped by RFC 4514 §2.4. Control characters other than NUL stay, because the output escapes them.
    /// </summary>
    private static void AppendEscaped(StringBuilder text, string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            bool isEdgeSpace = c == ' ' && (i == 0 || i == value.Length - 1);
            if (c == '\0') text.Append("\\00");
            else if (isEdgeSpace || (c == '#' && i == 0) || "\"+,;<>\\".Contains(c, StringComparison.Ordinal)) text.Append('\\').Append(c);
            else text.Append(c);
        }
    }
}
