using System.Collections.Immutable;
using System.Formats.Asn1;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Certificates;

/// <summary>The names of the authorities that a CertificateRequest accepts, as text.</summary>
internal static class AuthorityNames
{
    /// <summary>Maximum number of names to read. The longest real lists have some hundreds.</summary>
    public const int Max = 1000;

    /// <summary>Reads the names in order. One that cannot be read becomes empty. Never throws on data.</summary>
    /// <param name="authorities">DistinguishedName, DER.</param>
    public static ImmutableArray<string> Read(byte[][] authorities) => [.. authorities.Take(Max).Select(Read)];

    private static string Read(byte[] der)
    {
        try
        {
            return DistinguishedName.Read(new AsnReader(der, AsnEncodingRules.BER));
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return "";
        }
    }
}
