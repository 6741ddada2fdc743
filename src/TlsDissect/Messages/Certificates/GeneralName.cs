using System.Formats.Asn1;
using System.Net;
using System.Text;

namespace TlsDissect.Messages.Certificates;

/// <summary>GeneralName (RFC 5280 §4.2.1.6).</summary>
internal static class GeneralName
{
    private const int Mail = 1, Dns = 2, Uri = 6, Address = 7;

    /// <summary>Reads a DNS name, IP address, mail address or URI as text; <c>null</c> for the other kinds.</summary>
    /// <exception cref="AsnContentException">The name is invalid.</exception>
    public static string? Read(AsnReader reader)
    {
        Asn1Tag tag = reader.PeekTag();
        ReadOnlySpan<byte> value = reader.PeekContentBytes().Span;
        reader.ReadEncodedValue();
        if (tag.TagClass != TagClass.ContextSpecific) return null;
        return tag.TagValue switch
        {
            Mail or Dns or Uri => Encoding.Latin1.GetString(value),
            Address => value.Length is 4 or 16 ? new IPAddress(value).ToString() : Convert.ToHexStringLower(value),
            _ => null,
        };
    }
}
