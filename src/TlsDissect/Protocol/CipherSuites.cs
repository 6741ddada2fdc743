using System.Globalization;
using System.IO.Enumeration;

namespace TlsDissect.Protocol;

/// <summary>All cipher suites, their names, and a search for users.</summary>
internal static class CipherSuites
{
    /// <summary>All known suites, in ascending order.</summary>
    public static IReadOnlyList<CipherSuite> All => CipherSuiteTable.Rows;

    /// <summary>The suite's name; <c>GREASE (0x0a0a)</c> or <c>unknown (0x1234)</c> if it has none.</summary>
    public static string Name(CipherSuiteId id) => CipherSuite.Find(id)?.Name ?? RegisteredNames.Unregistered((ushort)id);

    /// <summary>
    /// Finds suites by number (<c>0xC02F</c>, <c>C02F</c>, <c>0xC0,0x2F</c>, <c>49199</c>), by either name, by a part of it
    /// (<c>aes_128_gcm</c>, <c>ecdhe-rsa</c>), or by a pattern with <c>*</c> and <c>?</c> for the whole name. Ignores case.
    /// </summary>
    public static IEnumerable<CipherSuite> Search(string pattern)
    {
        string wanted = pattern.Trim();
        // AES128-SHA is a part of many other names, and TLS_RSA_WITH_NULL_SHA of TLS_RSA_WITH_NULL_SHA256.
        CipherSuite? named = All.FirstOrDefault(suite =>
            wanted.Equals(suite.Name, StringComparison.OrdinalIgnoreCase)
            || wanted.Equals(suite.OpenSslName(), StringComparison.OrdinalIgnoreCase));
        if (named is not null) return [named];
        string name = wanted.AsSpan().ContainsAny('*', '?') ? wanted : $"*{wanted}*";
        return All.Where(suite =>
            IsNumberOf(suite, wanted)
            || FileSystemName.MatchesSimpleExpression(name, suite.Name)
            || (suite.OpenSslName() is string other && FileSystemName.MatchesSimpleExpression(name, other)));
    }

    private static bool IsNumberOf(CipherSuite suite, string wanted)
    {
        string digits = wanted.Replace(",", "", StringComparison.Ordinal).Replace("0x", "", StringComparison.OrdinalIgnoreCase);
        bool onlyHex = wanted.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ((onlyHex || digits.Length == 4) &&
            ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort hex) &&
            hex == (ushort)suite.Id)
            || (!onlyHex && ushort.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) &&
                number == (ushort)suite.Id);
    }
}
